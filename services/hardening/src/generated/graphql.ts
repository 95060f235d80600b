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

/** How many checks of an audit are in each state. */
export type CheckStateCounts = {
  readonly __typename?: 'CheckStateCounts';
  /** Good */
  readonly pass: Scalars['Int']['output'];
  /** Bad */
  readonly fail: Scalars['Int']['output'];
  /** For a person to judge */
  readonly manual: Scalars['Int']['output'];
  /** Nothing to check */
  readonly notApplicable: Scalars['Int']['output'];
  /** Our defects */
  readonly error: Scalars['Int']['output'];
  /** Evidence missing */
  readonly unknown: Scalars['Int']['output'];
};

/** One judgement of a host: its facts at a moment against one edition of a benchmark. */
export type Audit = {
  readonly __typename?: 'Audit';
  /** h(host, benchmark, moment of the facts) */
  readonly id: Scalars['ID']['output'];
  /** The host */
  readonly host: Host;
  /** The edition of the benchmark */
  readonly benchmark?: Maybe<Benchmark>;
  /** When the facts were collected */
  readonly observedAt: Scalars['DateTime']['output'];
  /** When they were judged */
  readonly judgedAt: Scalars['DateTime']['output'];
  /** Percent of the judged checks (PASS or FAIL) that pass; null = nothing could be judged */
  readonly score?: Maybe<Scalars['Float']['output']>;
  /** How many checks are in each state */
  readonly counts: CheckStateCounts;
  /** Checks whose state changed by this audit */
  readonly changed: ReadonlyArray<Check>;
};

/** A page of audits. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** The audits of this page, newest first */
  readonly nodes: ReadonlyArray<Audit>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** One fact that an outcome rests on. */
export type CheckEvidence = {
  readonly __typename?: 'CheckEvidence';
  /** Name of the fact: group/member */
  readonly fact: Scalars['String']['output'];
  /** What it is, or why it is missing */
  readonly value: Scalars['String']['output'];
};

/** What one check says of one host now. */
export type CheckResult = {
  readonly __typename?: 'CheckResult';
  /** h(host, check) */
  readonly id: Scalars['ID']['output'];
  /** The check; null when this version no longer knows it */
  readonly check?: Maybe<Check>;
  /** Stable name of the check */
  readonly code: Scalars['String']['output'];
  /** The host */
  readonly host: Host;
  /** How bad it is when the check fails */
  readonly severity: Severity;
  /** What the check says */
  readonly state: CheckState;
  /** What should be there */
  readonly expected: Scalars['String']['output'];
  /** What is there */
  readonly actual: Scalars['String']['output'];
  /** Facts it rests on; for UNKNOWN, facts that are missing and why */
  readonly evidence: ReadonlyArray<CheckEvidence>;
  /** Since when it is in this state */
  readonly since: Scalars['DateTime']['output'];
  /** When the state or its evidence last changed */
  readonly changedAt: Scalars['DateTime']['output'];
  /** Earlier changes of its state, newest first */
  readonly history: DriftConnection;
};


/** What one check says of one host now. */
export type CheckResultHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of results. */
export type CheckResultConnection = {
  readonly __typename?: 'CheckResultConnection';
  /** The results of this page, by host and check */
  readonly nodes: ReadonlyArray<CheckResult>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** A check that changed its state from one audit to the next. */
export type Drift = {
  readonly __typename?: 'Drift';
  /** h(result, audit) */
  readonly id: Scalars['ID']['output'];
  /** The check; null when this version no longer knows it */
  readonly check?: Maybe<Check>;
  /** Stable name of the check */
  readonly code: Scalars['String']['output'];
  /** State before */
  readonly from: CheckState;
  /** State after */
  readonly to: CheckState;
  /** When the facts that brought it were collected */
  readonly at: Scalars['DateTime']['output'];
  /** What was there before and what is there now */
  readonly cause: Scalars['String']['output'];
};

/** A page of drifts. */
export type DriftConnection = {
  readonly __typename?: 'DriftConnection';
  /** The drifts of this page, newest first */
  readonly nodes: ReadonlyArray<Drift>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which results; every member given has to match. */
export type CheckResultFilter = {
  /** Of this host */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this check */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states */
  readonly states?: InputMaybe<ReadonlyArray<CheckState>>;
  /** Of one of these severities */
  readonly severities?: InputMaybe<ReadonlyArray<Severity>>;
};

/** The facts are not newer than those that are held: nothing was judged. */
export type FactsOutdated = {
  readonly __typename?: 'FactsOutdated';
  /** The host */
  readonly hostId: Scalars['ID']['output'];
  /** When the held facts were collected */
  readonly heldSince: Scalars['DateTime']['output'];
};

/** What became of submitted facts. */
export type SubmitHostFactsResult = Audit | FactsOutdated;

export type Query = {
  readonly __typename?: 'Query';
  /** What checks say of hosts now, over the whole fleet: who fails this check? */
  readonly checkResults: CheckResultConnection;
  /** One audit. */
  readonly audit?: Maybe<Audit>;
  /** Every benchmark that hosts are judged by. */
  readonly benchmarks: ReadonlyArray<Benchmark>;
  /** One benchmark. */
  readonly benchmark?: Maybe<Benchmark>;
  /** One host that told its facts. */
  readonly host?: Maybe<Host>;
  /** Hosts that told their facts, by name. */
  readonly hosts: HostConnection;
};


export type QueryCheckResultsArgs = {
  filter?: InputMaybe<CheckResultFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAuditArgs = {
  id: Scalars['ID']['input'];
};


export type QueryBenchmarkArgs = {
  id: Scalars['ID']['input'];
};


export type QueryHostArgs = {
  id: Scalars['ID']['input'];
};


export type QueryHostsArgs = {
  filter?: InputMaybe<HostFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Takes in what a host says of itself (the document that libs/engine/host gives) and judges it at once. */
  readonly submitHostFacts: SubmitHostFactsResult;
};


export type MutationSubmitHostFactsArgs = {
  idempotencyKey: Scalars['ID']['input'];
  facts: Scalars['JSON']['input'];
  clusterId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a check says of a host. */
export type CheckState =
  /** The evidence is there and good */
  | 'PASS'
  /** The evidence is there and bad */
  | 'FAIL'
  /** The evidence is there and a person has to judge it */
  | 'MANUAL'
  /** The host has nothing the check is about */
  | 'NOT_APPLICABLE'
  /** The check itself failed: our defect */
  | 'ERROR'
  /** Evidence is missing; never counted as good */
  | 'UNKNOWN';

/** A control of a published catalogue that a check gives evidence for; the mapping is ours. */
export type CheckControl = {
  readonly __typename?: 'CheckControl';
  /** <catalogue>/<number>: NIST-SP-800-190/4.5.1 */
  readonly key: Scalars['ID']['output'];
  /** Catalogue and edition */
  readonly framework: Scalars['String']['output'];
  /** Number in the catalogue */
  readonly id: Scalars['ID']['output'];
};

/** One question to a host. */
export type Check = {
  readonly __typename?: 'Check';
  /** <benchmark>@<version>/<code> */
  readonly id: Scalars['ID']['output'];
  /** Stable name over all editions of the benchmark */
  readonly code: Scalars['String']['output'];
  /** What should hold */
  readonly title: Scalars['String']['output'];
  /** Why it matters */
  readonly rationale: Scalars['String']['output'];
  /** What to do when it does not hold */
  readonly remediation: Scalars['String']['output'];
  /** How bad it is when it does not hold */
  readonly severity: Severity;
  /** Groups of host facts it needs; without one of them its state is UNKNOWN */
  readonly requires: ReadonlyArray<Scalars['String']['output']>;
  /** Controls it gives evidence for */
  readonly controls: ReadonlyArray<CheckControl>;
};

/** A named edition of checks. */
export type Benchmark = {
  readonly __typename?: 'Benchmark';
  /** <name>@<version> */
  readonly id: Scalars['ID']['output'];
  /** What it is about */
  readonly name: Scalars['String']['output'];
  /** Edition */
  readonly version: Scalars['String']['output'];
  /** For which role of a host */
  readonly profile: Scalars['String']['output'];
  /** Its checks, in the order results are shown */
  readonly checks: ReadonlyArray<Check>;
};

/** From where a host was looked at. */
export type HostVantage =
  /** From the host itself */
  | 'HOST'
  /** From inside of a container: its mounts, accounts and network are those of the container */
  | 'CONTAINER'
  /** A root filesystem that was mounted, not running: what only a kernel can tell is unknown */
  | 'MOUNTED_ROOT';

/** What a host is known by, strongest first. */
export type HostIdentity =
  /** machine-id(5) */
  | 'MACHINE_ID'
  /** UUID of the firmware */
  | 'PRODUCT_UUID'
  /** Its name alone: another host of that name is the same to us */
  | 'HOSTNAME';

/** Why a fact is missing. */
export type FactGapReason =
  /** It is not there */
  | 'ABSENT'
  /** We may not read it */
  | 'DENIED'
  /** It is not of its form */
  | 'MALFORMED'
  /** It is larger than we read */
  | 'TOO_LARGE'
  /** The host was not running */
  | 'NOT_LIVE'
  /** A limit was reached */
  | 'TRUNCATED'
  /** Reading failed */
  | 'FAILED';

/** A fact that is missing. */
export type FactGap = {
  readonly __typename?: 'FactGap';
  /** group, or group/member */
  readonly fact: Scalars['String']['output'];
  /** Where it was looked for */
  readonly source: Scalars['String']['output'];
  /** Why it is missing */
  readonly reason: FactGapReason;
};

/** A host. Everything but its id is null until it has told its facts. */
export type Host = {
  readonly __typename?: 'Host';
  /** h(machine-id) */
  readonly id: Scalars['ID']['output'];
  /** Its name */
  readonly hostname?: Maybe<Scalars['String']['output']>;
  /** id of os-release(5): debian, ubuntu, rhel, ... */
  readonly os?: Maybe<Scalars['String']['output']>;
  /** Version of the system */
  readonly osVersion?: Maybe<Scalars['String']['output']>;
  /** Release of the running kernel */
  readonly kernel?: Maybe<Scalars['String']['output']>;
  /** Architecture of the kernel */
  readonly architecture?: Maybe<Scalars['String']['output']>;
  /** Container runtimes found: containerd, cri-o, docker, kubelet, podman */
  readonly runtimes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Its system is made to run containers only */
  readonly containerOptimized?: Maybe<Scalars['Boolean']['output']>;
  /** Its root filesystem is mounted read-only */
  readonly rootReadOnly?: Maybe<Scalars['Boolean']['output']>;
  /** Linux security modules in force */
  readonly lsm?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When its kernel started */
  readonly bootedAt?: Maybe<Scalars['DateTime']['output']>;
  /** From where it was looked at */
  readonly vantage?: Maybe<HostVantage>;
  /** What it is known by */
  readonly identifiedBy?: Maybe<HostIdentity>;
  /** When it last told its facts */
  readonly factsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Facts that are missing, and why */
  readonly factGaps?: Maybe<ReadonlyArray<FactGap>>;
  /** The whole document as libs/engine/host gives it; its JSON Schema is published */
  readonly facts?: Maybe<Scalars['JSON']['output']>;
  /** Its audits, newest first */
  readonly audits: AuditConnection;
  /** Its newest audit, by any benchmark or by the one that is named */
  readonly latestAudit?: Maybe<Audit>;
  /** What checks say of it now, by code */
  readonly checkResults: CheckResultConnection;
  /** Changes of states of its checks, newest first */
  readonly drift: DriftConnection;
};


/** A host. Everything but its id is null until it has told its facts. */
export type HostAuditsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A host. Everything but its id is null until it has told its facts. */
export type HostLatestAuditArgs = {
  benchmarkId?: InputMaybe<Scalars['ID']['input']>;
};


/** A host. Everything but its id is null until it has told its facts. */
export type HostCheckResultsArgs = {
  states?: InputMaybe<ReadonlyArray<CheckState>>;
  severities?: InputMaybe<ReadonlyArray<Severity>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A host. Everything but its id is null until it has told its facts. */
export type HostDriftArgs = {
  since?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of hosts. */
export type HostConnection = {
  readonly __typename?: 'HostConnection';
  /** The hosts of this page, by name */
  readonly nodes: ReadonlyArray<Host>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which hosts; every member given has to match. */
export type HostFilter = {
  /** Of this cluster */
  readonly clusterId?: InputMaybe<Scalars['ID']['input']>;
  /** id of os-release(5) */
  readonly os?: InputMaybe<Scalars['String']['input']>;
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
  Audit: Audit;
  CheckResult: CheckResult;
  Check: Check;
  Benchmark: Benchmark;
  Host: Host;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Audit:
    ( { __typename: 'Audit' }
    & GraphQLRecursivePick<FederationTypes['Audit'], {"id":true}> );
  CheckResult:
    ( { __typename: 'CheckResult' }
    & GraphQLRecursivePick<FederationTypes['CheckResult'], {"id":true}> );
  Check:
    ( { __typename: 'Check' }
    & GraphQLRecursivePick<FederationTypes['Check'], {"id":true}> );
  Benchmark:
    ( { __typename: 'Benchmark' }
    & GraphQLRecursivePick<FederationTypes['Benchmark'], {"id":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SubmitHostFactsResult:
    | ( Partial<Audit> )
    | ( Partial<FactsOutdated> )
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
  CheckStateCounts: ResolverTypeWrapper<Partial<CheckStateCounts>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  Audit: ResolverTypeWrapper<Partial<Audit>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  AuditConnection: ResolverTypeWrapper<Partial<AuditConnection>>;
  CheckEvidence: ResolverTypeWrapper<Partial<CheckEvidence>>;
  CheckResult: ResolverTypeWrapper<Partial<CheckResult>>;
  CheckResultConnection: ResolverTypeWrapper<Partial<CheckResultConnection>>;
  Drift: ResolverTypeWrapper<Partial<Drift>>;
  DriftConnection: ResolverTypeWrapper<Partial<DriftConnection>>;
  CheckResultFilter: ResolverTypeWrapper<Partial<CheckResultFilter>>;
  FactsOutdated: ResolverTypeWrapper<Partial<FactsOutdated>>;
  SubmitHostFactsResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SubmitHostFactsResult']>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  CheckState: ResolverTypeWrapper<Partial<CheckState>>;
  CheckControl: ResolverTypeWrapper<Partial<CheckControl>>;
  Check: ResolverTypeWrapper<Partial<Check>>;
  Benchmark: ResolverTypeWrapper<Partial<Benchmark>>;
  HostVantage: ResolverTypeWrapper<Partial<HostVantage>>;
  HostIdentity: ResolverTypeWrapper<Partial<HostIdentity>>;
  FactGapReason: ResolverTypeWrapper<Partial<FactGapReason>>;
  FactGap: ResolverTypeWrapper<Partial<FactGap>>;
  Host: ResolverTypeWrapper<Partial<Host>>;
  HostConnection: ResolverTypeWrapper<Partial<HostConnection>>;
  HostFilter: ResolverTypeWrapper<Partial<HostFilter>>;
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
  CheckStateCounts: Partial<CheckStateCounts>;
  Int: Partial<Scalars['Int']['output']>;
  Audit: Partial<Audit | FederationReferenceTypes['Audit']>;
  ID: Partial<Scalars['ID']['output']>;
  Float: Partial<Scalars['Float']['output']>;
  AuditConnection: Partial<AuditConnection>;
  CheckEvidence: Partial<CheckEvidence>;
  CheckResult: Partial<CheckResult | FederationReferenceTypes['CheckResult']>;
  CheckResultConnection: Partial<CheckResultConnection>;
  Drift: Partial<Drift>;
  DriftConnection: Partial<DriftConnection>;
  CheckResultFilter: Partial<CheckResultFilter>;
  FactsOutdated: Partial<FactsOutdated>;
  SubmitHostFactsResult: Partial<ResolversUnionTypes<ResolversParentTypes>['SubmitHostFactsResult']>;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  CheckControl: Partial<CheckControl>;
  Check: Partial<Check | FederationReferenceTypes['Check']>;
  Benchmark: Partial<Benchmark | FederationReferenceTypes['Benchmark']>;
  FactGap: Partial<FactGap>;
  Host: Partial<Host | FederationReferenceTypes['Host']>;
  HostConnection: Partial<HostConnection>;
  HostFilter: Partial<HostFilter>;
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

export type CheckStateCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckStateCounts'] = ResolversParentTypes['CheckStateCounts']> = {
  pass?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fail?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  manual?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notApplicable?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Audit'] = ResolversParentTypes['Audit'], FederationReferenceType extends FederationReferenceTypes['Audit'] = FederationReferenceTypes['Audit']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Audit']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  benchmark?: Resolver<Maybe<ResolversTypes['Benchmark']>, ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  judgedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['CheckStateCounts'], ParentType, ContextType>;
  changed?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Audit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CheckEvidenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckEvidence'] = ResolversParentTypes['CheckEvidence']> = {
  fact?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CheckResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckResult'] = ResolversParentTypes['CheckResult'], FederationReferenceType extends FederationReferenceTypes['CheckResult'] = FederationReferenceTypes['CheckResult']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CheckResult']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  check?: Resolver<Maybe<ResolversTypes['Check']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CheckState'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actual?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['CheckEvidence']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['DriftConnection'], ParentType, ContextType, RequireFields<CheckResultHistoryArgs, 'first'>>;
};

export type CheckResultConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckResultConnection'] = ResolversParentTypes['CheckResultConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CheckResult']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DriftResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Drift'] = ResolversParentTypes['Drift']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  check?: Resolver<Maybe<ResolversTypes['Check']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['CheckState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['CheckState'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DriftConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DriftConnection'] = ResolversParentTypes['DriftConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Drift']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type FactsOutdatedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FactsOutdated'] = ResolversParentTypes['FactsOutdated']> = {
  hostId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  heldSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubmitHostFactsResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SubmitHostFactsResult'] = ResolversParentTypes['SubmitHostFactsResult']> = {
  __resolveType: TypeResolveFn<'Audit' | 'FactsOutdated', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  checkResults?: Resolver<ResolversTypes['CheckResultConnection'], ParentType, ContextType, RequireFields<QueryCheckResultsArgs, 'first'>>;
  audit?: Resolver<Maybe<ResolversTypes['Audit']>, ParentType, ContextType, RequireFields<QueryAuditArgs, 'id'>>;
  benchmarks?: Resolver<ReadonlyArray<ResolversTypes['Benchmark']>, ParentType, ContextType>;
  benchmark?: Resolver<Maybe<ResolversTypes['Benchmark']>, ParentType, ContextType, RequireFields<QueryBenchmarkArgs, 'id'>>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType, RequireFields<QueryHostArgs, 'id'>>;
  hosts?: Resolver<ResolversTypes['HostConnection'], ParentType, ContextType, RequireFields<QueryHostsArgs, 'first'>>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  submitHostFacts?: Resolver<ResolversTypes['SubmitHostFactsResult'], ParentType, ContextType, RequireFields<MutationSubmitHostFactsArgs, 'idempotencyKey' | 'facts'>>;
};

export type CheckControlResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckControl'] = ResolversParentTypes['CheckControl']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CheckResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Check'] = ResolversParentTypes['Check'], FederationReferenceType extends FederationReferenceTypes['Check'] = FederationReferenceTypes['Check']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Check']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rationale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remediation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  requires?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  controls?: Resolver<ReadonlyArray<ResolversTypes['CheckControl']>, ParentType, ContextType>;
};

export type BenchmarkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Benchmark'] = ResolversParentTypes['Benchmark'], FederationReferenceType extends FederationReferenceTypes['Benchmark'] = FederationReferenceTypes['Benchmark']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Benchmark']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  checks?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
};

export type FactGapResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FactGap'] = ResolversParentTypes['FactGap']> = {
  fact?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['FactGapReason'], ParentType, ContextType>;
};

export type HostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  hostname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  os?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  osVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kernel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  architecture?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runtimes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  containerOptimized?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  rootReadOnly?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  lsm?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  bootedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  vantage?: Resolver<Maybe<ResolversTypes['HostVantage']>, ParentType, ContextType>;
  identifiedBy?: Resolver<Maybe<ResolversTypes['HostIdentity']>, ParentType, ContextType>;
  factsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  factGaps?: Resolver<Maybe<ReadonlyArray<ResolversTypes['FactGap']>>, ParentType, ContextType>;
  facts?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  audits?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<HostAuditsArgs, 'first'>>;
  latestAudit?: Resolver<Maybe<ResolversTypes['Audit']>, ParentType, ContextType, Partial<HostLatestAuditArgs>>;
  checkResults?: Resolver<ResolversTypes['CheckResultConnection'], ParentType, ContextType, RequireFields<HostCheckResultsArgs, 'first'>>;
  drift?: Resolver<ResolversTypes['DriftConnection'], ParentType, ContextType, RequireFields<HostDriftArgs, 'first'>>;
};

export type HostConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HostConnection'] = ResolversParentTypes['HostConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Host']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Digest?: GraphQLScalarType;
  Purl?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  CheckStateCounts?: CheckStateCountsResolvers<ContextType>;
  Audit?: AuditResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  CheckEvidence?: CheckEvidenceResolvers<ContextType>;
  CheckResult?: CheckResultResolvers<ContextType>;
  CheckResultConnection?: CheckResultConnectionResolvers<ContextType>;
  Drift?: DriftResolvers<ContextType>;
  DriftConnection?: DriftConnectionResolvers<ContextType>;
  FactsOutdated?: FactsOutdatedResolvers<ContextType>;
  SubmitHostFactsResult?: SubmitHostFactsResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  CheckControl?: CheckControlResolvers<ContextType>;
  Check?: CheckResolvers<ContextType>;
  Benchmark?: BenchmarkResolvers<ContextType>;
  FactGap?: FactGapResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  HostConnection?: HostConnectionResolvers<ContextType>;
};
