// Written by tools/supergraph from the SDL beside it. Not edited: `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in UTC, RFC 3339 with milliseconds: 2026-11-22T08:00:00.000Z. */
  DateTime: { input: Date; output: Date | string; }
  /** Any JSON value, for documents whose shape is not ours. */
  JSON: { input: unknown; output: unknown; }
  /** A content digest as OCI writes it: sha256:<64 hex> or sha512:<128 hex>. */
  Digest: { input: string; output: string; }
  /** A package URL (ECMA-427): pkg:deb/debian/openssl@3.0.11-1. */
  Purl: { input: string; output: string; }
};

/** Where a page of a connection ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Whether there is more after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Give it as `after` to get the next page; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** How bad it is, weakest first. UNKNOWN is a value and never means none. */
export type Severity =
  /** Nobody has judged it yet. */
  | 'UNKNOWN'
  /** Theoretical. */
  | 'NEGLIGIBLE'
  /** Little harm, or hard to use. */
  | 'LOW'
  /** Harm under conditions. */
  | 'MEDIUM'
  /** Serious harm. */
  | 'HIGH'
  /** Act now. */
  | 'CRITICAL';

/** A package in one version, wherever it occurs. */
export type Component = {
  readonly __typename?: 'Component';
  /** h(canonical purl) */
  readonly id: Scalars['ID']['output'];
  /** Package URL */
  readonly purl: Scalars['Purl']['output'];
  /** Ecosystem, as OSV names it: Debian:12, npm */
  readonly ecosystem: Scalars['String']['output'];
  /** Name */
  readonly name: Scalars['String']['output'];
  /** Version */
  readonly version: Scalars['String']['output'];
  /** Licences, as the package states them */
  readonly licences: ReadonlyArray<Scalars['String']['output']>;
  /** Where it occurs */
  readonly occurrences: OccurrenceConnection;
};


/** A package in one version, wherever it occurs. */
export type ComponentOccurrencesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A component in an image or on a host. */
export type Occurrence = {
  readonly __typename?: 'Occurrence';
  /** The component */
  readonly component: Component;
  /** The image it is in */
  readonly image?: Maybe<Image>;
  /** The host it is on */
  readonly host?: Maybe<Host>;
  /** The database or manifest that names it */
  readonly path: Scalars['String']['output'];
  /** The layer that brought it; null when there are no layers */
  readonly layerDiffId?: Maybe<Scalars['Digest']['output']>;
};

/** A page of occurrences. */
export type OccurrenceConnection = {
  readonly __typename?: 'OccurrenceConnection';
  /** The occurrences of this page */
  readonly nodes: ReadonlyArray<Occurrence>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** What a finding says today. */
export type FindingState =
  /** An advisory says so */
  | 'ACTIVE'
  /** No advisory says so any more */
  | 'INACTIVE'
  /** The component is gone */
  | 'FIXED'
  /** It was fixed, and is back */
  | 'REGRESSED';

/** The order of findings; every one reads an index. */
export type FindingOrder =
  /** Worst first */
  | 'SEVERITY'
  /** Newest first */
  | 'FIRST_SEEN';

/** An advisory that says so, since when, until when. */
export type Attribution = {
  readonly __typename?: 'Attribution';
  /** source:id of the advisory */
  readonly advisoryId: Scalars['ID']['output'];
  /** Its source */
  readonly source: Scalars['String']['output'];
  /** The feed snapshot that brought it */
  readonly snapshot: Scalars['String']['output'];
  /** Since when */
  readonly since: Scalars['DateTime']['output'];
  /** Until when; null = still */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Why a finding is one, as data and in words. */
export type MatchExplanation = {
  readonly __typename?: 'MatchExplanation';
  /** What was looked for */
  readonly searchedBy: Scalars['JSON']['output'];
  /** What was found under it */
  readonly found: Scalars['JSON']['output'];
  /** The comparisons that decided, in words */
  readonly comparison: Scalars['String']['output'];
  /** The decision, in one sentence */
  readonly decision: Scalars['String']['output'];
};

/** A component of an image or host is affected by a vulnerability. Never deleted. */
export type Finding = {
  readonly __typename?: 'Finding';
  /** h(kind, subject, purl, vulnerability): stable over rescans */
  readonly id: Scalars['ID']['output'];
  /** What it says today */
  readonly state: FindingState;
  /** It counts: ACTIVE or REGRESSED */
  readonly open: Scalars['Boolean']['output'];
  /** How bad */
  readonly severity: Severity;
  /** CVSS score the severity comes from */
  readonly cvssScore?: Maybe<Scalars['Float']['output']>;
  /** The vulnerability */
  readonly vulnerability: Vulnerability;
  /** The component */
  readonly component: Component;
  /** The image it is in */
  readonly image?: Maybe<Image>;
  /** The host it is on */
  readonly host?: Maybe<Host>;
  /** First fixed versions; empty = no fix is known */
  readonly fixedIn: ReadonlyArray<Scalars['String']['output']>;
  /** Since when a fix is known */
  readonly fixAvailableSince?: Maybe<Scalars['DateTime']['output']>;
  /** When it was first found */
  readonly firstSeen: Scalars['DateTime']['output'];
  /** When it last changed */
  readonly lastSeen: Scalars['DateTime']['output'];
  /** Who says so, since when, until when */
  readonly attributions: ReadonlyArray<Attribution>;
  /** Why */
  readonly explain: MatchExplanation;
};

/** A page of findings. */
export type FindingConnection = {
  readonly __typename?: 'FindingConnection';
  /** The findings of this page */
  readonly nodes: ReadonlyArray<Finding>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which findings; every member given has to match. */
export type FindingFilter = {
  /** Image digest or host id */
  readonly subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** Canonical id of the vulnerability */
  readonly vulnerabilityId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this severity */
  readonly severity?: InputMaybe<Severity>;
  /** Only what counts; every finding ever made when false */
  readonly open?: InputMaybe<Scalars['Boolean']['input']>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** Findings, worst first. */
  readonly findings: FindingConnection;
  /** One finding. */
  readonly finding?: Maybe<Finding>;
  /** One image; null when nobody has scanned it. */
  readonly image?: Maybe<Image>;
  /** Images that were scanned, last scanned first. */
  readonly images: ImageConnection;
  /** One scan. */
  readonly scan?: Maybe<Scan>;
  /** Scans, newest first. */
  readonly scans: ScanConnection;
  /** One vulnerability, by any id it goes by. */
  readonly vulnerability?: Maybe<Vulnerability>;
};


export type QueryFindingsArgs = {
  filter?: InputMaybe<FindingFilter>;
  orderBy?: InputMaybe<FindingOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryFindingArgs = {
  id: Scalars['ID']['input'];
};


export type QueryImageArgs = {
  digest: Scalars['Digest']['input'];
};


export type QueryImagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryScanArgs = {
  id: Scalars['ID']['input'];
};


export type QueryScansArgs = {
  state?: InputMaybe<ScanState>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryVulnerabilityArgs = {
  id: Scalars['ID']['input'];
};

/** A layer of an image, lowest first. */
export type Layer = {
  readonly __typename?: 'Layer';
  /** Place, from 0 */
  readonly index: Scalars['Int']['output'];
  /** Digest of the uncompressed layer: the same content has the same */
  readonly diffId: Scalars['Digest']['output'];
  /** Digest of the blob */
  readonly digest: Scalars['Digest']['output'];
  /** Bytes of the blob */
  readonly size: Scalars['Float']['output'];
  /** The build step that made it, as its builder wrote it */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
};

/** What was looked for, and how far it got. */
export type Coverage = {
  readonly __typename?: 'Coverage';
  /** What was looked for */
  readonly looksFor: Scalars['String']['output'];
  /** READ, PARTIAL, ABSENT, NOT_READ or NOT_LOOKED_FOR */
  readonly state: Scalars['String']['output'];
};

/** Something a scan could not look at or take at its word. */
export type ScanProblem = {
  readonly __typename?: 'ScanProblem';
  /** A code out of a closed list */
  readonly code: Scalars['String']['output'];
  /** The same in words */
  readonly message: Scalars['String']['output'];
  /** Where */
  readonly path?: Maybe<Scalars['String']['output']>;
};

/** Open findings by severity. */
export type SeverityCounts = {
  readonly __typename?: 'SeverityCounts';
  /** CRITICAL */
  readonly critical: Scalars['Int']['output'];
  /** HIGH */
  readonly high: Scalars['Int']['output'];
  /** MEDIUM */
  readonly medium: Scalars['Int']['output'];
  /** LOW */
  readonly low: Scalars['Int']['output'];
  /** NEGLIGIBLE */
  readonly negligible: Scalars['Int']['output'];
  /** UNKNOWN */
  readonly unknown: Scalars['Int']['output'];
  /** Of all these, how many have a fix */
  readonly fixable: Scalars['Int']['output'];
};

/** Content, by digest: scanning knows what is in it. */
export type Image = {
  readonly __typename?: 'Image';
  /** Manifest digest */
  readonly digest: Scalars['Digest']['output'];
  /** Names it was scanned under; null while it has not been scanned */
  readonly names?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Operating system it is for */
  readonly os?: Maybe<Scalars['String']['output']>;
  /** Architecture it is for */
  readonly architecture?: Maybe<Scalars['String']['output']>;
  /** Distribution and release: debian 12 */
  readonly distribution?: Maybe<Scalars['String']['output']>;
  /** USER of its configuration; empty = not set, that is root */
  readonly user?: Maybe<Scalars['String']['output']>;
  /** When it was built, as its builder wrote it */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its layers, lowest first */
  readonly layers: ReadonlyArray<Layer>;
  /** How many components it holds; null while it has not been scanned */
  readonly componentCount?: Maybe<Scalars['Int']['output']>;
  /** Its components */
  readonly components: OccurrenceConnection;
  /** What was looked for, and what was not */
  readonly coverage: ReadonlyArray<Coverage>;
  /** What could not be looked at */
  readonly problems: ReadonlyArray<ScanProblem>;
  /** When its content was read; null = never */
  readonly indexedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its findings, worst first */
  readonly findings: FindingConnection;
  /** Open findings by severity */
  readonly findingCounts: SeverityCounts;
  /** Ecosystems of its components for which no advisories are held: UNKNOWN, not clean */
  readonly unjudgedEcosystems: ReadonlyArray<Scalars['String']['output']>;
};


/** Content, by digest: scanning knows what is in it. */
export type ImageComponentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Content, by digest: scanning knows what is in it. */
export type ImageFindingsArgs = {
  filter?: InputMaybe<FindingFilter>;
  orderBy?: InputMaybe<FindingOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of images. */
export type ImageConnection = {
  readonly __typename?: 'ImageConnection';
  /** The images of this page, last scanned first */
  readonly nodes: ReadonlyArray<Image>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

export type Host = {
  readonly __typename?: 'Host';
  /** h(machine-id) */
  readonly id: Scalars['ID']['output'];
  /** What is installed on it */
  readonly components: OccurrenceConnection;
  /** Its findings, worst first */
  readonly findings: FindingConnection;
  /** Open findings by severity */
  readonly findingCounts: SeverityCounts;
};


export type HostComponentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type HostFindingsArgs = {
  filter?: InputMaybe<FindingFilter>;
  orderBy?: InputMaybe<FindingOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Where a scan stands. */
export type ScanState =
  /** Waiting in its lane */
  | 'QUEUED'
  /** Content is being read */
  | 'RUNNING'
  /** Content is read and stored; what it means is being judged */
  | 'INDEXED'
  /** Done */
  | 'SUCCEEDED'
  /** Ended with a coded error */
  | 'FAILED';

/** How urgent a scan is. */
export type ScanLane =
  /** Somebody waits for it */
  | 'INTERACTIVE'
  /** Nobody waits for it */
  | 'BACKGROUND';

/** A scan from order to findings. */
export type Scan = {
  readonly __typename?: 'Scan';
  /** Id of the scan */
  readonly id: Scalars['ID']['output'];
  /** What was asked for */
  readonly source: Scalars['String']['output'];
  /** How urgent */
  readonly lane: ScanLane;
  /** Where it stands */
  readonly state: ScanState;
  /** 0 to 100 */
  readonly percent: Scalars['Int']['output'];
  /** Who asked */
  readonly requestedBy: Scalars['String']['output'];
  /** When it was asked for */
  readonly queuedAt: Scalars['DateTime']['output'];
  /** When it was first taken up */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How often it was taken up */
  readonly attempts: Scalars['Int']['output'];
  /** Why it failed */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** The same in words */
  readonly errorMessage?: Maybe<Scalars['String']['output']>;
  /** The image it found, if it is one */
  readonly image?: Maybe<Image>;
  /** The host it found, if it is one */
  readonly host?: Maybe<Host>;
};

/** A page of scans. */
export type ScanConnection = {
  readonly __typename?: 'ScanConnection';
  /** The scans of this page, newest first */
  readonly nodes: ReadonlyArray<Scan>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** This server may not read from there, or the source is not one. */
export type SourceRefused = {
  readonly __typename?: 'SourceRefused';
  /** SOURCE_NOT_ALLOWED, REFERENCE_INVALID, SOURCE_SPEC_INVALID, ... */
  readonly code: Scalars['String']['output'];
  /** The same in words */
  readonly message: Scalars['String']['output'];
  /** What to do next */
  readonly advice?: Maybe<Scalars['String']['output']>;
};

/** A scan, or why there is none. */
export type RequestScanPayload = Scan | SourceRefused;

/** What a report was about. */
export type ReportTaken = {
  readonly __typename?: 'ReportTaken';
  /** The image, if it was one */
  readonly image?: Maybe<Image>;
  /** The host, if it was one */
  readonly host?: Maybe<Host>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Queues a scan of a registry reference, or of a source this server may read (BULKHEAD_SCANNING_*). */
  readonly requestScan: RequestScanPayload;
  /** Takes a report in that the CLI or an agent made (bulkhead/scan-report/v1). */
  readonly submitScanReport: ReportTaken;
  /** Imports up to 500 OSV documents; what they are about is judged again wherever it occurs, without reading content. */
  readonly submitAdvisories: AdvisoryImport;
};


export type MutationRequestScanArgs = {
  idempotencyKey: Scalars['ID']['input'];
  source: Scalars['String']['input'];
  lane?: InputMaybe<ScanLane>;
};


export type MutationSubmitScanReportArgs = {
  idempotencyKey: Scalars['ID']['input'];
  report: Scalars['JSON']['input'];
};


export type MutationSubmitAdvisoriesArgs = {
  idempotencyKey: Scalars['ID']['input'];
  source: Scalars['String']['input'];
  snapshot: Scalars['String']['input'];
  advisories: ReadonlyArray<Scalars['JSON']['input']>;
};

/** An OSV document about a vulnerability. */
export type Advisory = {
  readonly __typename?: 'Advisory';
  /** source:id */
  readonly id: Scalars['ID']['output'];
  /** Where it came from */
  readonly source: Scalars['String']['output'];
  /** Its own id */
  readonly osvId: Scalars['String']['output'];
  /** The feed snapshot that brought it */
  readonly snapshot: Scalars['String']['output'];
  /** It counts for nothing any more */
  readonly withdrawn: Scalars['Boolean']['output'];
  /** The whole document */
  readonly document: Scalars['JSON']['output'];
};

/** How far a vulnerability reaches, from what is stored. */
export type BlastRadius = {
  readonly __typename?: 'BlastRadius';
  /** Affected images */
  readonly images: Scalars['Int']['output'];
  /** Workloads that run them */
  readonly workloads: Scalars['Int']['output'];
  /** Their wanted pods */
  readonly pods: Scalars['Int']['output'];
  /** Affected hosts, and hosts that run affected workloads */
  readonly hosts: Scalars['Int']['output'];
  /** Namespaces of those workloads */
  readonly namespaces: Scalars['Int']['output'];
  /** Clusters of those workloads */
  readonly clusters: Scalars['Int']['output'];
  /** Workloads of these that can be reached from the internet */
  readonly internetExposed: Scalars['Int']['output'];
  /** Teams that answer for them */
  readonly owners: ReadonlyArray<Team>;
  /** The workloads, at most a thousand */
  readonly affectedWorkloads: ReadonlyArray<Workload>;
};

/** A vulnerability: the group of ids it goes by. */
export type Vulnerability = {
  readonly __typename?: 'Vulnerability';
  /** CVE if it has any, else the smallest id */
  readonly id: Scalars['ID']['output'];
  /** Every id it goes by, this one first */
  readonly ids: ReadonlyArray<Scalars['String']['output']>;
  /** In one line */
  readonly summary: Scalars['String']['output'];
  /** The worst any advisory says */
  readonly severity: Severity;
  /** CVSS score the severity comes from */
  readonly cvssScore?: Maybe<Scalars['Float']['output']>;
  /** When it was first published */
  readonly publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When an advisory about it last changed */
  readonly modifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is held about it */
  readonly advisories: ReadonlyArray<Advisory>;
  /** Where it was found */
  readonly findings: FindingConnection;
  /** How far it reaches */
  readonly blastRadius: BlastRadius;
};


/** A vulnerability: the group of ids it goes by. */
export type VulnerabilityFindingsArgs = {
  filter?: InputMaybe<FindingFilter>;
  orderBy?: InputMaybe<FindingOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Workload = {
  readonly __typename?: 'Workload';
  /** h(cluster, namespace, kind, name) */
  readonly lineageKey: Scalars['ID']['output'];
};

export type Team = {
  readonly __typename?: 'Team';
  /** Id of the team */
  readonly id: Scalars['ID']['output'];
};

/** A document that is no advisory. */
export type RefusedAdvisory = {
  readonly __typename?: 'RefusedAdvisory';
  /** Place in the list sent, from 0 */
  readonly index: Scalars['Int']['output'];
  /** Why */
  readonly code: Scalars['String']['output'];
  /** The same in words */
  readonly message: Scalars['String']['output'];
};

/** What became of a batch of advisories. */
export type AdvisoryImport = {
  readonly __typename?: 'AdvisoryImport';
  /** New or changed */
  readonly imported: Scalars['Int']['output'];
  /** Known already */
  readonly unchanged: Scalars['Int']['output'];
  /** Not readable; the others went on */
  readonly refused: ReadonlyArray<RefusedAdvisory>;
  /** Packages that are judged again because of it */
  readonly packages: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Component: Component;
  Finding: Finding;
  Image: Image;
  Host: Host;
  Scan: Scan;
  Advisory: Advisory;
  Vulnerability: Vulnerability;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Component:
    ( { __typename: 'Component' }
    & GraphQLRecursivePick<FederationTypes['Component'], {"id":true}> );
  Finding:
    ( { __typename: 'Finding' }
    & GraphQLRecursivePick<FederationTypes['Finding'], {"id":true}> );
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"digest":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  Scan:
    ( { __typename: 'Scan' }
    & GraphQLRecursivePick<FederationTypes['Scan'], {"id":true}> );
  Advisory:
    ( { __typename: 'Advisory' }
    & GraphQLRecursivePick<FederationTypes['Advisory'], {"id":true}> );
  Vulnerability:
    ( { __typename: 'Vulnerability' }
    & GraphQLRecursivePick<FederationTypes['Vulnerability'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  RequestScanPayload:
    | ( Partial<Scan> )
    | ( Partial<SourceRefused> )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  JSON: ResolverTypeWrapper<Partial<Scalars['JSON']['output']>>;
  Digest: ResolverTypeWrapper<Partial<Scalars['Digest']['output']>>;
  Purl: ResolverTypeWrapper<Partial<Scalars['Purl']['output']>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Severity: ResolverTypeWrapper<Partial<Severity>>;
  Component: ResolverTypeWrapper<Partial<Component>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  Occurrence: ResolverTypeWrapper<Partial<Occurrence>>;
  OccurrenceConnection: ResolverTypeWrapper<Partial<OccurrenceConnection>>;
  FindingState: ResolverTypeWrapper<Partial<FindingState>>;
  FindingOrder: ResolverTypeWrapper<Partial<FindingOrder>>;
  Attribution: ResolverTypeWrapper<Partial<Attribution>>;
  MatchExplanation: ResolverTypeWrapper<Partial<MatchExplanation>>;
  Finding: ResolverTypeWrapper<Partial<Finding>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  FindingConnection: ResolverTypeWrapper<Partial<FindingConnection>>;
  FindingFilter: ResolverTypeWrapper<Partial<FindingFilter>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Layer: ResolverTypeWrapper<Partial<Layer>>;
  Coverage: ResolverTypeWrapper<Partial<Coverage>>;
  ScanProblem: ResolverTypeWrapper<Partial<ScanProblem>>;
  SeverityCounts: ResolverTypeWrapper<Partial<SeverityCounts>>;
  Image: ResolverTypeWrapper<Partial<Image>>;
  ImageConnection: ResolverTypeWrapper<Partial<ImageConnection>>;
  Host: ResolverTypeWrapper<Partial<Host>>;
  ScanState: ResolverTypeWrapper<Partial<ScanState>>;
  ScanLane: ResolverTypeWrapper<Partial<ScanLane>>;
  Scan: ResolverTypeWrapper<Partial<Scan>>;
  ScanConnection: ResolverTypeWrapper<Partial<ScanConnection>>;
  SourceRefused: ResolverTypeWrapper<Partial<SourceRefused>>;
  RequestScanPayload: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestScanPayload']>>;
  ReportTaken: ResolverTypeWrapper<Partial<ReportTaken>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Advisory: ResolverTypeWrapper<Partial<Advisory>>;
  BlastRadius: ResolverTypeWrapper<Partial<BlastRadius>>;
  Vulnerability: ResolverTypeWrapper<Partial<Vulnerability>>;
  Workload: ResolverTypeWrapper<Partial<Workload>>;
  Team: ResolverTypeWrapper<Partial<Team>>;
  RefusedAdvisory: ResolverTypeWrapper<Partial<RefusedAdvisory>>;
  AdvisoryImport: ResolverTypeWrapper<Partial<AdvisoryImport>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Partial<Scalars['DateTime']['output']>;
  JSON: Partial<Scalars['JSON']['output']>;
  Digest: Partial<Scalars['Digest']['output']>;
  Purl: Partial<Scalars['Purl']['output']>;
  PageInfo: Partial<PageInfo>;
  Component: Partial<Component | FederationReferenceTypes['Component']>;
  ID: Partial<Scalars['ID']['output']>;
  Int: Partial<Scalars['Int']['output']>;
  Occurrence: Partial<Occurrence>;
  OccurrenceConnection: Partial<OccurrenceConnection>;
  Attribution: Partial<Attribution>;
  MatchExplanation: Partial<MatchExplanation>;
  Finding: Partial<Finding | FederationReferenceTypes['Finding']>;
  Float: Partial<Scalars['Float']['output']>;
  FindingConnection: Partial<FindingConnection>;
  FindingFilter: Partial<FindingFilter>;
  Query: Record<PropertyKey, never>;
  Layer: Partial<Layer>;
  Coverage: Partial<Coverage>;
  ScanProblem: Partial<ScanProblem>;
  SeverityCounts: Partial<SeverityCounts>;
  Image: Partial<Image | FederationReferenceTypes['Image']>;
  ImageConnection: Partial<ImageConnection>;
  Host: Partial<Host | FederationReferenceTypes['Host']>;
  Scan: Partial<Scan | FederationReferenceTypes['Scan']>;
  ScanConnection: Partial<ScanConnection>;
  SourceRefused: Partial<SourceRefused>;
  RequestScanPayload: Partial<ResolversUnionTypes<ResolversParentTypes>['RequestScanPayload']>;
  ReportTaken: Partial<ReportTaken>;
  Mutation: Record<PropertyKey, never>;
  Advisory: Partial<Advisory | FederationReferenceTypes['Advisory']>;
  BlastRadius: Partial<BlastRadius>;
  Vulnerability: Partial<Vulnerability | FederationReferenceTypes['Vulnerability']>;
  Workload: Partial<Workload>;
  Team: Partial<Team>;
  RefusedAdvisory: Partial<RefusedAdvisory>;
  AdvisoryImport: Partial<AdvisoryImport>;
  String: Partial<Scalars['String']['output']>;
  Boolean: Partial<Scalars['Boolean']['output']>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface DigestScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Digest'], any> {
  name: 'Digest';
}

export interface PurlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Purl'], any> {
  name: 'Purl';
}

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ComponentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Component'] = ResolversParentTypes['Component'], FederationReferenceType extends FederationReferenceTypes['Component'] = FederationReferenceTypes['Component']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Component']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purl?: Resolver<ResolversTypes['Purl'], ParentType, ContextType>;
  ecosystem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  licences?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  occurrences?: Resolver<ResolversTypes['OccurrenceConnection'], ParentType, ContextType, RequireFields<ComponentOccurrencesArgs, 'first'>>;
};

export type OccurrenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Occurrence'] = ResolversParentTypes['Occurrence']> = {
  component?: Resolver<ResolversTypes['Component'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  layerDiffId?: Resolver<Maybe<ResolversTypes['Digest']>, ParentType, ContextType>;
};

export type OccurrenceConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OccurrenceConnection'] = ResolversParentTypes['OccurrenceConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Occurrence']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AttributionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Attribution'] = ResolversParentTypes['Attribution']> = {
  advisoryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MatchExplanationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MatchExplanation'] = ResolversParentTypes['MatchExplanation']> = {
  searchedBy?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  found?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  comparison?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding'], FederationReferenceType extends FederationReferenceTypes['Finding'] = FederationReferenceTypes['Finding']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Finding']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FindingState'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  cvssScore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  vulnerability?: Resolver<ResolversTypes['Vulnerability'], ParentType, ContextType>;
  component?: Resolver<ResolversTypes['Component'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  fixedIn?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  fixAvailableSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  firstSeen?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastSeen?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attributions?: Resolver<ReadonlyArray<ResolversTypes['Attribution']>, ParentType, ContextType>;
  explain?: Resolver<ResolversTypes['MatchExplanation'], ParentType, ContextType>;
};

export type FindingConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FindingConnection'] = ResolversParentTypes['FindingConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Finding']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  findings?: Resolver<ResolversTypes['FindingConnection'], ParentType, ContextType, RequireFields<QueryFindingsArgs, 'orderBy' | 'first'>>;
  finding?: Resolver<Maybe<ResolversTypes['Finding']>, ParentType, ContextType, RequireFields<QueryFindingArgs, 'id'>>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'digest'>>;
  images?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<QueryImagesArgs, 'first'>>;
  scan?: Resolver<Maybe<ResolversTypes['Scan']>, ParentType, ContextType, RequireFields<QueryScanArgs, 'id'>>;
  scans?: Resolver<ResolversTypes['ScanConnection'], ParentType, ContextType, RequireFields<QueryScansArgs, 'first'>>;
  vulnerability?: Resolver<Maybe<ResolversTypes['Vulnerability']>, ParentType, ContextType, RequireFields<QueryVulnerabilityArgs, 'id'>>;
};

export type LayerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Layer'] = ResolversParentTypes['Layer']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  diffId?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  looksFor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ScanProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ScanProblem'] = ResolversParentTypes['ScanProblem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SeverityCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SeverityCounts'] = ResolversParentTypes['SeverityCounts']> = {
  critical?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  negligible?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fixable?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  digest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  names?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  os?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  architecture?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  distribution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  layers?: Resolver<ReadonlyArray<ResolversTypes['Layer']>, ParentType, ContextType>;
  componentCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  components?: Resolver<ResolversTypes['OccurrenceConnection'], ParentType, ContextType, RequireFields<ImageComponentsArgs, 'first'>>;
  coverage?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['ScanProblem']>, ParentType, ContextType>;
  indexedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  findings?: Resolver<ResolversTypes['FindingConnection'], ParentType, ContextType, RequireFields<ImageFindingsArgs, 'orderBy' | 'first'>>;
  findingCounts?: Resolver<ResolversTypes['SeverityCounts'], ParentType, ContextType>;
  unjudgedEcosystems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  components?: Resolver<ResolversTypes['OccurrenceConnection'], ParentType, ContextType, RequireFields<HostComponentsArgs, 'first'>>;
  findings?: Resolver<ResolversTypes['FindingConnection'], ParentType, ContextType, RequireFields<HostFindingsArgs, 'orderBy' | 'first'>>;
  findingCounts?: Resolver<ResolversTypes['SeverityCounts'], ParentType, ContextType>;
};

export type ScanResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Scan'] = ResolversParentTypes['Scan'], FederationReferenceType extends FederationReferenceTypes['Scan'] = FederationReferenceTypes['Scan']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Scan']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lane?: Resolver<ResolversTypes['ScanLane'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ScanState'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errorMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ScanConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ScanConnection'] = ResolversParentTypes['ScanConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Scan']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SourceRefusedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SourceRefused'] = ResolversParentTypes['SourceRefused']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  advice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RequestScanPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RequestScanPayload'] = ResolversParentTypes['RequestScanPayload']> = {
  __resolveType: TypeResolveFn<'Scan' | 'SourceRefused', ParentType, ContextType>;
};

export type ReportTakenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReportTaken'] = ResolversParentTypes['ReportTaken']> = {
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  requestScan?: Resolver<ResolversTypes['RequestScanPayload'], ParentType, ContextType, RequireFields<MutationRequestScanArgs, 'idempotencyKey' | 'source' | 'lane'>>;
  submitScanReport?: Resolver<ResolversTypes['ReportTaken'], ParentType, ContextType, RequireFields<MutationSubmitScanReportArgs, 'idempotencyKey' | 'report'>>;
  submitAdvisories?: Resolver<ResolversTypes['AdvisoryImport'], ParentType, ContextType, RequireFields<MutationSubmitAdvisoriesArgs, 'idempotencyKey' | 'source' | 'snapshot' | 'advisories'>>;
};

export type AdvisoryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Advisory'] = ResolversParentTypes['Advisory'], FederationReferenceType extends FederationReferenceTypes['Advisory'] = FederationReferenceTypes['Advisory']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Advisory']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  osvId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  withdrawn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  document?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type BlastRadiusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BlastRadius'] = ResolversParentTypes['BlastRadius']> = {
  images?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workloads?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pods?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hosts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  namespaces?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clusters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  internetExposed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  owners?: Resolver<ReadonlyArray<ResolversTypes['Team']>, ParentType, ContextType>;
  affectedWorkloads?: Resolver<ReadonlyArray<ResolversTypes['Workload']>, ParentType, ContextType>;
};

export type VulnerabilityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Vulnerability'] = ResolversParentTypes['Vulnerability'], FederationReferenceType extends FederationReferenceTypes['Vulnerability'] = FederationReferenceTypes['Vulnerability']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Vulnerability']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ids?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  cvssScore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  modifiedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  advisories?: Resolver<ReadonlyArray<ResolversTypes['Advisory']>, ParentType, ContextType>;
  findings?: Resolver<ResolversTypes['FindingConnection'], ParentType, ContextType, RequireFields<VulnerabilityFindingsArgs, 'orderBy' | 'first'>>;
  blastRadius?: Resolver<ResolversTypes['BlastRadius'], ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload']> = {
  lineageKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TeamResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RefusedAdvisoryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RefusedAdvisory'] = ResolversParentTypes['RefusedAdvisory']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AdvisoryImportResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AdvisoryImport'] = ResolversParentTypes['AdvisoryImport']> = {
  imported?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ReadonlyArray<ResolversTypes['RefusedAdvisory']>, ParentType, ContextType>;
  packages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Digest?: GraphQLScalarType;
  Purl?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  Component?: ComponentResolvers<ContextType>;
  Occurrence?: OccurrenceResolvers<ContextType>;
  OccurrenceConnection?: OccurrenceConnectionResolvers<ContextType>;
  Attribution?: AttributionResolvers<ContextType>;
  MatchExplanation?: MatchExplanationResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  FindingConnection?: FindingConnectionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Layer?: LayerResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  ScanProblem?: ScanProblemResolvers<ContextType>;
  SeverityCounts?: SeverityCountsResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  Scan?: ScanResolvers<ContextType>;
  ScanConnection?: ScanConnectionResolvers<ContextType>;
  SourceRefused?: SourceRefusedResolvers<ContextType>;
  RequestScanPayload?: RequestScanPayloadResolvers<ContextType>;
  ReportTaken?: ReportTakenResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Advisory?: AdvisoryResolvers<ContextType>;
  BlastRadius?: BlastRadiusResolvers<ContextType>;
  Vulnerability?: VulnerabilityResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  RefusedAdvisory?: RefusedAdvisoryResolvers<ContextType>;
  AdvisoryImport?: AdvisoryImportResolvers<ContextType>;
};
