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

/** The answer, weakest first. */
export type Verdict =
  /** Nothing speaks against it */
  | 'ALLOW'
  /** It may, and somebody should look */
  | 'WARN'
  /** An enforced policy could not be judged; the caller fails open or closed */
  | 'ERROR'
  /** It may not */
  | 'DENY';

/** What one reason did to the verdict. */
export type ReasonEffect =
  /** Nothing: it is listed */
  | 'SHADOW'
  /** It warned */
  | 'WARN'
  /** It denied */
  | 'DENY';

/** What can be judged. */
export type JudgedKind =
  /** An image */
  | 'image'
  /** A workload */
  | 'workload'
  /** A host */
  | 'host';

/** What a judgement is about. */
export type JudgedSubject = {
  readonly __typename?: 'JudgedSubject';
  /** What it is */
  readonly kind: JudgedKind;
  /** Image digest or reference, workload lineage key, or host id */
  readonly id: Scalars['ID']['output'];
  /** What a person calls it */
  readonly name: Scalars['String']['output'];
};

/** What another criterion of the same rule saw. */
export type ReasonDetail = {
  readonly __typename?: 'ReasonDetail';
  /** Where it looked */
  readonly path: Scalars['String']['output'];
  /** How it compared */
  readonly operator: Scalars['String']['output'];
  /** What it looked for */
  readonly expected?: Maybe<Scalars['JSON']['output']>;
  /** What was there */
  readonly actual?: Maybe<Scalars['JSON']['output']>;
  /** The same in words */
  readonly message: Scalars['String']['output'];
};

/** Why the verdict is what it is: one policy, one rule, one place. */
export type Reason = {
  readonly __typename?: 'Reason';
  /** The policy */
  readonly policy?: Maybe<Policy>;
  /** Its name */
  readonly policyName: Scalars['String']['output'];
  /** Its severity */
  readonly severity: Severity;
  /** What it did */
  readonly effect: ReasonEffect;
  /** Name of the rule, or its number in the document */
  readonly rule: Scalars['String']['output'];
  /** Where the deciding criterion looked: workload.containers[app].securityContext.privileged */
  readonly path: Scalars['String']['output'];
  /** How it compared */
  readonly operator: Scalars['String']['output'];
  /** What it looked for */
  readonly expected?: Maybe<Scalars['JSON']['output']>;
  /** What was there */
  readonly actual?: Maybe<Scalars['JSON']['output']>;
  /** All of it in words */
  readonly message: Scalars['String']['output'];
  /** What to do, step by step */
  readonly remediation: ReadonlyArray<Scalars['String']['output']>;
  /** Controls it is evidence for */
  readonly controls: ReadonlyArray<Scalars['String']['output']>;
  /** What the other criteria of the rule saw */
  readonly also: ReadonlyArray<ReasonDetail>;
  /** The vulnerability it is about; null = none */
  readonly vulnerabilityId?: Maybe<Scalars['ID']['output']>;
  /** The image it is about, as it is named; null = none */
  readonly imageReference?: Maybe<Scalars['String']['output']>;
};

/** What a policy could not judge: never a silent pass. */
export type UnknownReason = {
  readonly __typename?: 'UnknownReason';
  /** Name of the policy */
  readonly policyName: Scalars['String']['output'];
  /** What that did to the verdict */
  readonly effect: ReasonEffect;
  /** Name of the rule, or its number in the document */
  readonly rule: Scalars['String']['output'];
  /** Where it looked */
  readonly path: Scalars['String']['output'];
  /** What is not known */
  readonly message: Scalars['String']['output'];
};

/** A policy that could not be evaluated. */
export type PolicyFailure = {
  readonly __typename?: 'PolicyFailure';
  /** Name of the policy */
  readonly policyName: Scalars['String']['output'];
  /** Why */
  readonly message: Scalars['String']['output'];
};

/** A judgement that is kept, with everything needed to make it again. */
export type Decision = {
  readonly __typename?: 'Decision';
  /** h(revisions, input, point, day): the same question has the same id */
  readonly id: Scalars['ID']['output'];
  /** Where it was asked */
  readonly point: Lifecycle;
  /** The answer */
  readonly verdict: Verdict;
  /** What it is about */
  readonly subject: JudgedSubject;
  /** The image it is about; null = another kind, or its content is not known */
  readonly image?: Maybe<Image>;
  /** The workload it is about; null = another kind, or nobody has told of it */
  readonly workload?: Maybe<Workload>;
  /** The host it is about; null = another kind */
  readonly host?: Maybe<Host>;
  /** Why, the most severe first; at most 100 of one policy */
  readonly reasons: ReadonlyArray<Reason>;
  /** Reasons that are left out */
  readonly omittedReasons: Scalars['Int']['output'];
  /** What could not be judged */
  readonly unknowns: ReadonlyArray<UnknownReason>;
  /** Policies that could not be evaluated */
  readonly failures: ReadonlyArray<PolicyFailure>;
  /** Names of the policies that were asked and had something to be asked about */
  readonly judgedPolicies: ReadonlyArray<Scalars['String']['output']>;
  /** Digest of the input */
  readonly inputDigest: Scalars['Digest']['output'];
  /** The input; null = not kept any more */
  readonly input?: Maybe<Scalars['JSON']['output']>;
  /** Digest of the revisions and modes it was judged by */
  readonly revisionSet: Scalars['Digest']['output'];
  /** The day it was judged on, as in 2026-11-22 */
  readonly asOf: Scalars['String']['output'];
  /** When it was judged */
  readonly at: Scalars['DateTime']['output'];
};

/** What is asked for cannot be judged. */
export type EvaluationRefused = {
  readonly __typename?: 'EvaluationRefused';
  /** Why */
  readonly problems: ReadonlyArray<Scalars['String']['output']>;
};

/** The answer, or why there is none. */
export type EvaluatePayload = Decision | EvaluationRefused;

/** Where the subject is; what is left out is not known. */
export type EvaluateContext = {
  /** Id of the cluster */
  readonly clusterId?: InputMaybe<Scalars['ID']['input']>;
  /** Name of the cluster */
  readonly clusterName?: InputMaybe<Scalars['String']['input']>;
  /** DEV, TEST, PROD or UNASSIGNED */
  readonly stage?: InputMaybe<Scalars['String']['input']>;
  /** Name of the owner */
  readonly team?: InputMaybe<Scalars['String']['input']>;
  /** Namespace */
  readonly namespace?: InputMaybe<Scalars['String']['input']>;
};

/** What is to be judged: exactly one of image, manifest and hostId. */
export type EvaluateInput = {
  /** Where it is asked */
  readonly point: Lifecycle;
  /** An image reference or digest */
  readonly image?: InputMaybe<Scalars['String']['input']>;
  /** A Kubernetes object with a pod specification */
  readonly manifest?: InputMaybe<Scalars['JSON']['input']>;
  /** Id of a host */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Where the subject is */
  readonly context?: InputMaybe<EvaluateContext>;
  /** Answer without keeping anything */
  readonly dryRun?: Scalars['Boolean']['input'];
};

export type Image = {
  readonly __typename?: 'Image';
  /** Manifest digest */
  readonly digest: Scalars['Digest']['output'];
  /** What was decided about it, the newest first */
  readonly decisions: ReadonlyArray<Decision>;
  /** Violations of it and of workloads because of it, the most severe first */
  readonly violations: ViolationConnection;
};


export type ImageDecisionsArgs = {
  point?: InputMaybe<Lifecycle>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ImageViolationsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Workload = {
  readonly __typename?: 'Workload';
  /** h(cluster, namespace, kind, name) */
  readonly lineageKey: Scalars['ID']['output'];
  /** What was decided about it, the newest first */
  readonly decisions: ReadonlyArray<Decision>;
  /** Violations of it and of the images it runs, the most severe first */
  readonly violations: ViolationConnection;
};


export type WorkloadDecisionsArgs = {
  point?: InputMaybe<Lifecycle>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type WorkloadViolationsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Host = {
  readonly __typename?: 'Host';
  /** h(machine-id) */
  readonly id: Scalars['ID']['output'];
  /** What was decided about it, the newest first */
  readonly decisions: ReadonlyArray<Decision>;
  /** Violations of it and of what runs on it, the most severe first */
  readonly violations: ViolationConnection;
};


export type HostDecisionsArgs = {
  point?: InputMaybe<Lifecycle>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type HostViolationsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** One decision. */
  readonly decision?: Maybe<Decision>;
  /** One policy, by id or by name. */
  readonly policy?: Maybe<Policy>;
  /** Policies, by name. */
  readonly policies: PolicyConnection;
  /** One violation. */
  readonly violation?: Maybe<Violation>;
  /** Violations, the most severe first, then the newest. */
  readonly violations: ViolationConnection;
};


export type QueryDecisionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPolicyArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPoliciesArgs = {
  filter?: InputMaybe<PolicyFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryViolationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryViolationsArgs = {
  filter?: InputMaybe<ViolationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Judges an image, a workload or a host by the policies that hold now. */
  readonly evaluate: EvaluatePayload;
  /** Creates the policy of that name, or gives it another document or mode; everything is judged again. */
  readonly upsertPolicy: UpsertPolicyPayload;
  /** Says that somebody looks after an open violation. */
  readonly acknowledgeViolation: AcknowledgeViolationPayload;
};


export type MutationEvaluateArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: EvaluateInput;
};


export type MutationUpsertPolicyArgs = {
  idempotencyKey: Scalars['ID']['input'];
  policy: PolicyInput;
  expectedRevision?: InputMaybe<Scalars['Digest']['input']>;
};


export type MutationAcknowledgeViolationArgs = {
  idempotencyKey: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  comment?: Scalars['String']['input'];
};

/** The points of a life at which a policy is asked. */
export type Lifecycle =
  /** An image is built */
  | 'BUILD'
  /** An image lies in a registry */
  | 'REGISTRY'
  /** An image moves from one stage to the next */
  | 'PROMOTE'
  /** A workload is deployed */
  | 'DEPLOY'
  /** A workload runs */
  | 'RUNTIME'
  /** A host is looked at */
  | 'HOST';

/** What a policy does where it applies. */
export type PolicyMode =
  /** It is not asked */
  | 'DISABLED'
  /** It is asked and its reasons are listed; nothing else happens */
  | 'SHADOW'
  /** It warns, and opens violations */
  | 'WARN'
  /** It denies, and opens violations */
  | 'ENFORCE';

/** Where a policy comes from. */
export type PolicySource =
  /** The pack that comes with this version */
  | 'BUILT_IN'
  /** Somebody put it here */
  | 'API';

/** A policy: a document that says what is not wanted, where it is asked, and what happens then. */
export type Policy = {
  readonly __typename?: 'Policy';
  /** h(name) */
  readonly id: Scalars['ID']['output'];
  /** Unique name */
  readonly name: Scalars['String']['output'];
  /** Name for people */
  readonly title: Scalars['String']['output'];
  /** How bad it is to break it */
  readonly severity: Severity;
  /** What it is about */
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** What it looks for */
  readonly description: Scalars['String']['output'];
  /** Why that matters */
  readonly rationale?: Maybe<Scalars['String']['output']>;
  /** What to do, step by step */
  readonly remediation: ReadonlyArray<Scalars['String']['output']>;
  /** Where it is asked */
  readonly lifecycles: ReadonlyArray<Lifecycle>;
  /** What it does where nothing else is said for a point */
  readonly mode: PolicyMode;
  /** What an operator set instead of what the document says; null = nothing */
  readonly modeOverride?: Maybe<PolicyMode>;
  /** Controls it is evidence for, as in NIST SP 800-190:4.1.1 */
  readonly controls: ReadonlyArray<Scalars['String']['output']>;
  /** ATT&CK techniques it is about */
  readonly techniques: ReadonlyArray<Scalars['String']['output']>;
  /** The revision that holds */
  readonly current: PolicyRevision;
  /** Its revisions, the newest first, at most 100 */
  readonly revisions: ReadonlyArray<PolicyRevision>;
  /** Where it comes from */
  readonly source: PolicySource;
  /** When it last changed */
  readonly changedAt: Scalars['DateTime']['output'];
  /** Who changed it */
  readonly changedBy: Scalars['String']['output'];
  /** Who breaks it, the newest first */
  readonly violations: ViolationConnection;
};


/** A policy: a document that says what is not wanted, where it is asked, and what happens then. */
export type PolicyViolationsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** One revision of a policy's document. */
export type PolicyRevision = {
  readonly __typename?: 'PolicyRevision';
  /** SHA-256 of the document's canonical JSON */
  readonly digest: Scalars['Digest']['output'];
  /** Its policy */
  readonly policy?: Maybe<Policy>;
  /** The document, YAML */
  readonly document: Scalars['String']['output'];
  /** Who put it here */
  readonly createdBy: Scalars['String']['output'];
  /** When it was first put here */
  readonly createdAt: Scalars['DateTime']['output'];
};

/** A page of policies. */
export type PolicyConnection = {
  readonly __typename?: 'PolicyConnection';
  /** The policies of this page, by name */
  readonly nodes: ReadonlyArray<Policy>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** One thing that is wrong with a document. */
export type PolicyProblem = {
  readonly __typename?: 'PolicyProblem';
  /** Stable code */
  readonly code: Scalars['String']['output'];
  /** What is wrong */
  readonly message: Scalars['String']['output'];
  /** Where in the document: spec.rules[0].all[1].severity */
  readonly path: Scalars['String']['output'];
  /** Line, from 1 */
  readonly line: Scalars['Int']['output'];
  /** Column, from 1 */
  readonly column: Scalars['Int']['output'];
};

/** The document is no policy; nothing changed. */
export type PolicyRefused = {
  readonly __typename?: 'PolicyRefused';
  /** What is wrong, at most 50 */
  readonly problems: ReadonlyArray<PolicyProblem>;
};

/** Another revision holds than the caller saw; nothing changed. */
export type PolicyMoved = {
  readonly __typename?: 'PolicyMoved';
  /** As it is; null = there is none of that name */
  readonly policy?: Maybe<Policy>;
};

/** What became of a document. */
export type UpsertPolicyPayload = Policy | PolicyRefused | PolicyMoved;

/** Which policies; every member given has to match. */
export type PolicyFilter = {
  /** With this category */
  readonly category?: InputMaybe<Scalars['String']['input']>;
  /** Asked at this point */
  readonly lifecycle?: InputMaybe<Lifecycle>;
  /** With this mode */
  readonly mode?: InputMaybe<PolicyMode>;
};

/** A document to hold from now on. */
export type PolicyInput = {
  /** The document, YAML (bulkhead.dev/v1, kind Policy); at most 512 KiB */
  readonly document: Scalars['String']['input'];
  /** Mode instead of what the document says; null = as the document says; left out = as it is */
  readonly mode?: InputMaybe<PolicyMode>;
};

/** Where a violation stands. */
export type ViolationState =
  /** The policy is broken */
  | 'OPEN'
  /** The policy is broken, and somebody looks after it */
  | 'ACKNOWLEDGED'
  /** The policy is not broken any more */
  | 'RESOLVED';

/** A policy broken by a subject: one record however often it opens again. */
export type Violation = {
  readonly __typename?: 'Violation';
  /** h(policy, subject) */
  readonly id: Scalars['ID']['output'];
  /** The policy */
  readonly policy?: Maybe<Policy>;
  /** Its name */
  readonly policyName: Scalars['String']['output'];
  /** Where it stands */
  readonly state: ViolationState;
  /** How bad it is */
  readonly severity: Severity;
  /** What breaks it */
  readonly subject: JudgedSubject;
  /** What is wrong */
  readonly summary: Scalars['String']['output'];
  /** What to do, step by step */
  readonly remediation: ReadonlyArray<Scalars['String']['output']>;
  /** Controls it is evidence against */
  readonly controls: ReadonlyArray<Scalars['String']['output']>;
  /** Groups what one cause brought: the same for every image an advisory is about */
  readonly causeKey: Scalars['ID']['output'];
  /** Ids of the vulnerabilities it is about */
  readonly vulnerabilityIds: ReadonlyArray<Scalars['ID']['output']>;
  /** Images it is about */
  readonly images: ReadonlyArray<Image>;
  /** Workloads it is about, or that run the image */
  readonly workloads: ReadonlyArray<Workload>;
  /** Hosts it is about, or where that runs */
  readonly hosts: ReadonlyArray<Host>;
  /** Who answers for it; null = nobody known */
  readonly owner?: Maybe<Team>;
  /** When it first opened */
  readonly firstSeen: Scalars['DateTime']['output'];
  /** When it was last seen */
  readonly lastSeen: Scalars['DateTime']['output'];
  /** When it was resolved; null = it is not */
  readonly resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How often it opened, or grew by something new */
  readonly occurrences: Scalars['Int']['output'];
  /** The decision that saw it last */
  readonly decision?: Maybe<Decision>;
  /** Who looks after it; null = nobody */
  readonly acknowledgedBy?: Maybe<Scalars['String']['output']>;
  /** Since when */
  readonly acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What they said */
  readonly comment?: Maybe<Scalars['String']['output']>;
  /** Moves by one with each change */
  readonly revision: Scalars['Int']['output'];
};

/** A page of violations. */
export type ViolationConnection = {
  readonly __typename?: 'ViolationConnection';
  /** The violations of this page, the most severe first, then the newest */
  readonly nodes: ReadonlyArray<Violation>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** There is no violation of that id. */
export type ViolationUnknown = {
  readonly __typename?: 'ViolationUnknown';
  /** The id */
  readonly id: Scalars['ID']['output'];
};

/** The violation is not open; nothing changed. */
export type ViolationNotOpen = {
  readonly __typename?: 'ViolationNotOpen';
  /** As it is */
  readonly violation: Violation;
};

/** What became of an acknowledgement. */
export type AcknowledgeViolationPayload = Violation | ViolationUnknown | ViolationNotOpen;

/** Which violations; every member given has to match. */
export type ViolationFilter = {
  /** true = open or acknowledged, false = resolved, null = all */
  readonly open?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of this policy */
  readonly policyId?: InputMaybe<Scalars['ID']['input']>;
  /** Answered for by this team */
  readonly ownerTeamId?: InputMaybe<Scalars['ID']['input']>;
  /** In this cluster */
  readonly clusterId?: InputMaybe<Scalars['ID']['input']>;
  /** About this workload, or an image it runs */
  readonly lineageKey?: InputMaybe<Scalars['ID']['input']>;
  /** About this image */
  readonly imageDigest?: InputMaybe<Scalars['Digest']['input']>;
  /** About this host, or what runs on it */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** About this vulnerability */
  readonly vulnerabilityId?: InputMaybe<Scalars['ID']['input']>;
};

export type Team = {
  readonly __typename?: 'Team';
  /** Id of the team */
  readonly id: Scalars['ID']['output'];
  /** What it answers for that breaks a policy, the most severe first */
  readonly violations: ViolationConnection;
};


export type TeamViolationsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
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
  Decision: Decision;
  Image: Image;
  Workload: Workload;
  Host: Host;
  Policy: Policy;
  PolicyRevision: PolicyRevision;
  Violation: Violation;
  Team: Team;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Decision:
    ( { __typename: 'Decision' }
    & GraphQLRecursivePick<FederationTypes['Decision'], {"id":true}> );
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"digest":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"lineageKey":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  Policy:
    ( { __typename: 'Policy' }
    & GraphQLRecursivePick<FederationTypes['Policy'], {"id":true}> );
  PolicyRevision:
    ( { __typename: 'PolicyRevision' }
    & GraphQLRecursivePick<FederationTypes['PolicyRevision'], {"digest":true}> );
  Violation:
    ( { __typename: 'Violation' }
    & GraphQLRecursivePick<FederationTypes['Violation'], {"id":true}> );
  Team:
    ( { __typename: 'Team' }
    & GraphQLRecursivePick<FederationTypes['Team'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  EvaluatePayload:
    | ( Partial<Decision> )
    | ( Partial<EvaluationRefused> )
  ;
  UpsertPolicyPayload:
    | ( Partial<Policy> )
    | ( Partial<PolicyRefused> )
    | ( Partial<PolicyMoved> )
  ;
  AcknowledgeViolationPayload:
    | ( Partial<Violation> )
    | ( Partial<ViolationUnknown> )
    | ( Partial<ViolationNotOpen> )
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
  Verdict: ResolverTypeWrapper<Partial<Verdict>>;
  ReasonEffect: ResolverTypeWrapper<Partial<ReasonEffect>>;
  JudgedKind: ResolverTypeWrapper<Partial<JudgedKind>>;
  JudgedSubject: ResolverTypeWrapper<Partial<JudgedSubject>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  ReasonDetail: ResolverTypeWrapper<Partial<ReasonDetail>>;
  Reason: ResolverTypeWrapper<Partial<Reason>>;
  UnknownReason: ResolverTypeWrapper<Partial<UnknownReason>>;
  PolicyFailure: ResolverTypeWrapper<Partial<PolicyFailure>>;
  Decision: ResolverTypeWrapper<Partial<Decision>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  EvaluationRefused: ResolverTypeWrapper<Partial<EvaluationRefused>>;
  EvaluatePayload: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EvaluatePayload']>>;
  EvaluateContext: ResolverTypeWrapper<Partial<EvaluateContext>>;
  EvaluateInput: ResolverTypeWrapper<Partial<EvaluateInput>>;
  Image: ResolverTypeWrapper<Partial<Image>>;
  Workload: ResolverTypeWrapper<Partial<Workload>>;
  Host: ResolverTypeWrapper<Partial<Host>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Lifecycle: ResolverTypeWrapper<Partial<Lifecycle>>;
  PolicyMode: ResolverTypeWrapper<Partial<PolicyMode>>;
  PolicySource: ResolverTypeWrapper<Partial<PolicySource>>;
  Policy: ResolverTypeWrapper<Partial<Policy>>;
  PolicyRevision: ResolverTypeWrapper<Partial<PolicyRevision>>;
  PolicyConnection: ResolverTypeWrapper<Partial<PolicyConnection>>;
  PolicyProblem: ResolverTypeWrapper<Partial<PolicyProblem>>;
  PolicyRefused: ResolverTypeWrapper<Partial<PolicyRefused>>;
  PolicyMoved: ResolverTypeWrapper<Partial<PolicyMoved>>;
  UpsertPolicyPayload: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpsertPolicyPayload']>>;
  PolicyFilter: ResolverTypeWrapper<Partial<PolicyFilter>>;
  PolicyInput: ResolverTypeWrapper<Partial<PolicyInput>>;
  ViolationState: ResolverTypeWrapper<Partial<ViolationState>>;
  Violation: ResolverTypeWrapper<Partial<Violation>>;
  ViolationConnection: ResolverTypeWrapper<Partial<ViolationConnection>>;
  ViolationUnknown: ResolverTypeWrapper<Partial<ViolationUnknown>>;
  ViolationNotOpen: ResolverTypeWrapper<Partial<ViolationNotOpen>>;
  AcknowledgeViolationPayload: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AcknowledgeViolationPayload']>>;
  ViolationFilter: ResolverTypeWrapper<Partial<ViolationFilter>>;
  Team: ResolverTypeWrapper<Partial<Team>>;
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
  JudgedSubject: Partial<JudgedSubject>;
  ID: Partial<Scalars['ID']['output']>;
  ReasonDetail: Partial<ReasonDetail>;
  Reason: Partial<Reason>;
  UnknownReason: Partial<UnknownReason>;
  PolicyFailure: Partial<PolicyFailure>;
  Decision: Partial<Decision | FederationReferenceTypes['Decision']>;
  Int: Partial<Scalars['Int']['output']>;
  EvaluationRefused: Partial<EvaluationRefused>;
  EvaluatePayload: Partial<ResolversUnionTypes<ResolversParentTypes>['EvaluatePayload']>;
  EvaluateContext: Partial<EvaluateContext>;
  EvaluateInput: Partial<EvaluateInput>;
  Image: Partial<Image | FederationReferenceTypes['Image']>;
  Workload: Partial<Workload | FederationReferenceTypes['Workload']>;
  Host: Partial<Host | FederationReferenceTypes['Host']>;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  Policy: Partial<Policy | FederationReferenceTypes['Policy']>;
  PolicyRevision: Partial<PolicyRevision | FederationReferenceTypes['PolicyRevision']>;
  PolicyConnection: Partial<PolicyConnection>;
  PolicyProblem: Partial<PolicyProblem>;
  PolicyRefused: Partial<PolicyRefused>;
  PolicyMoved: Partial<PolicyMoved>;
  UpsertPolicyPayload: Partial<ResolversUnionTypes<ResolversParentTypes>['UpsertPolicyPayload']>;
  PolicyFilter: Partial<PolicyFilter>;
  PolicyInput: Partial<PolicyInput>;
  Violation: Partial<Violation | FederationReferenceTypes['Violation']>;
  ViolationConnection: Partial<ViolationConnection>;
  ViolationUnknown: Partial<ViolationUnknown>;
  ViolationNotOpen: Partial<ViolationNotOpen>;
  AcknowledgeViolationPayload: Partial<ResolversUnionTypes<ResolversParentTypes>['AcknowledgeViolationPayload']>;
  ViolationFilter: Partial<ViolationFilter>;
  Team: Partial<Team | FederationReferenceTypes['Team']>;
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

export type JudgedSubjectResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['JudgedSubject'] = ResolversParentTypes['JudgedSubject']> = {
  kind?: Resolver<ResolversTypes['JudgedKind'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReasonDetailResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReasonDetail'] = ResolversParentTypes['ReasonDetail']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  actual?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReasonResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Reason'] = ResolversParentTypes['Reason']> = {
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  policyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['ReasonEffect'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  actual?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remediation?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  controls?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  also?: Resolver<ReadonlyArray<ResolversTypes['ReasonDetail']>, ParentType, ContextType>;
  vulnerabilityId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  imageReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UnknownReasonResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnknownReason'] = ResolversParentTypes['UnknownReason']> = {
  policyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['ReasonEffect'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PolicyFailureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PolicyFailure'] = ResolversParentTypes['PolicyFailure']> = {
  policyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision'], FederationReferenceType extends FederationReferenceTypes['Decision'] = FederationReferenceTypes['Decision']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Decision']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  point?: Resolver<ResolversTypes['Lifecycle'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['Verdict'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['JudgedSubject'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  omittedReasons?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknowns?: Resolver<ReadonlyArray<ResolversTypes['UnknownReason']>, ParentType, ContextType>;
  failures?: Resolver<ReadonlyArray<ResolversTypes['PolicyFailure']>, ParentType, ContextType>;
  judgedPolicies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  inputDigest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  revisionSet?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EvaluationRefusedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EvaluationRefused'] = ResolversParentTypes['EvaluationRefused']> = {
  problems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EvaluatePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EvaluatePayload'] = ResolversParentTypes['EvaluatePayload']> = {
  __resolveType: TypeResolveFn<'Decision' | 'EvaluationRefused', ParentType, ContextType>;
};

export type ImageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  digest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['Decision']>, ParentType, ContextType, RequireFields<ImageDecisionsArgs, 'first'>>;
  violations?: Resolver<ResolversTypes['ViolationConnection'], ParentType, ContextType, RequireFields<ImageViolationsArgs, 'open' | 'first'>>;
};

export type WorkloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  lineageKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['Decision']>, ParentType, ContextType, RequireFields<WorkloadDecisionsArgs, 'first'>>;
  violations?: Resolver<ResolversTypes['ViolationConnection'], ParentType, ContextType, RequireFields<WorkloadViolationsArgs, 'open' | 'first'>>;
};

export type HostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['Decision']>, ParentType, ContextType, RequireFields<HostDecisionsArgs, 'first'>>;
  violations?: Resolver<ResolversTypes['ViolationConnection'], ParentType, ContextType, RequireFields<HostViolationsArgs, 'open' | 'first'>>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  decision?: Resolver<Maybe<ResolversTypes['Decision']>, ParentType, ContextType, RequireFields<QueryDecisionArgs, 'id'>>;
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType, Partial<QueryPolicyArgs>>;
  policies?: Resolver<ResolversTypes['PolicyConnection'], ParentType, ContextType, RequireFields<QueryPoliciesArgs, 'first'>>;
  violation?: Resolver<Maybe<ResolversTypes['Violation']>, ParentType, ContextType, RequireFields<QueryViolationArgs, 'id'>>;
  violations?: Resolver<ResolversTypes['ViolationConnection'], ParentType, ContextType, RequireFields<QueryViolationsArgs, 'first'>>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  evaluate?: Resolver<ResolversTypes['EvaluatePayload'], ParentType, ContextType, RequireFields<MutationEvaluateArgs, 'idempotencyKey' | 'input'>>;
  upsertPolicy?: Resolver<ResolversTypes['UpsertPolicyPayload'], ParentType, ContextType, RequireFields<MutationUpsertPolicyArgs, 'idempotencyKey' | 'policy'>>;
  acknowledgeViolation?: Resolver<ResolversTypes['AcknowledgeViolationPayload'], ParentType, ContextType, RequireFields<MutationAcknowledgeViolationArgs, 'idempotencyKey' | 'id' | 'comment'>>;
};

export type PolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Policy'] = ResolversParentTypes['Policy'], FederationReferenceType extends FederationReferenceTypes['Policy'] = FederationReferenceTypes['Policy']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Policy']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rationale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remediation?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  lifecycles?: Resolver<ReadonlyArray<ResolversTypes['Lifecycle']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PolicyMode'], ParentType, ContextType>;
  modeOverride?: Resolver<Maybe<ResolversTypes['PolicyMode']>, ParentType, ContextType>;
  controls?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  techniques?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  current?: Resolver<ResolversTypes['PolicyRevision'], ParentType, ContextType>;
  revisions?: Resolver<ReadonlyArray<ResolversTypes['PolicyRevision']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['PolicySource'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  violations?: Resolver<ResolversTypes['ViolationConnection'], ParentType, ContextType, RequireFields<PolicyViolationsArgs, 'open' | 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyRevisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PolicyRevision'] = ResolversParentTypes['PolicyRevision'], FederationReferenceType extends FederationReferenceTypes['PolicyRevision'] = FederationReferenceTypes['PolicyRevision']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PolicyRevision']> | FederationReferenceType, FederationReferenceType, ContextType>;
  digest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PolicyConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PolicyConnection'] = ResolversParentTypes['PolicyConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Policy']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PolicyProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PolicyProblem'] = ResolversParentTypes['PolicyProblem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  column?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PolicyRefusedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PolicyRefused'] = ResolversParentTypes['PolicyRefused']> = {
  problems?: Resolver<ReadonlyArray<ResolversTypes['PolicyProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyMovedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PolicyMoved'] = ResolversParentTypes['PolicyMoved']> = {
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpsertPolicyPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpsertPolicyPayload'] = ResolversParentTypes['UpsertPolicyPayload']> = {
  __resolveType: TypeResolveFn<'Policy' | 'PolicyRefused' | 'PolicyMoved', ParentType, ContextType>;
};

export type ViolationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Violation'] = ResolversParentTypes['Violation'], FederationReferenceType extends FederationReferenceTypes['Violation'] = FederationReferenceTypes['Violation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Violation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  policyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ViolationState'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['JudgedSubject'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remediation?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  controls?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  causeKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  vulnerabilityIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  images?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  workloads?: Resolver<ReadonlyArray<ResolversTypes['Workload']>, ParentType, ContextType>;
  hosts?: Resolver<ReadonlyArray<ResolversTypes['Host']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  firstSeen?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastSeen?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  occurrences?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['Decision']>, ParentType, ContextType>;
  acknowledgedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViolationConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ViolationConnection'] = ResolversParentTypes['ViolationConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Violation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ViolationUnknownResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ViolationUnknown'] = ResolversParentTypes['ViolationUnknown']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViolationNotOpenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ViolationNotOpen'] = ResolversParentTypes['ViolationNotOpen']> = {
  violation?: Resolver<ResolversTypes['Violation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AcknowledgeViolationPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AcknowledgeViolationPayload'] = ResolversParentTypes['AcknowledgeViolationPayload']> = {
  __resolveType: TypeResolveFn<'Violation' | 'ViolationUnknown' | 'ViolationNotOpen', ParentType, ContextType>;
};

export type TeamResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team'], FederationReferenceType extends FederationReferenceTypes['Team'] = FederationReferenceTypes['Team']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Team']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  violations?: Resolver<ResolversTypes['ViolationConnection'], ParentType, ContextType, RequireFields<TeamViolationsArgs, 'open' | 'first'>>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Digest?: GraphQLScalarType;
  Purl?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  JudgedSubject?: JudgedSubjectResolvers<ContextType>;
  ReasonDetail?: ReasonDetailResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  UnknownReason?: UnknownReasonResolvers<ContextType>;
  PolicyFailure?: PolicyFailureResolvers<ContextType>;
  Decision?: DecisionResolvers<ContextType>;
  EvaluationRefused?: EvaluationRefusedResolvers<ContextType>;
  EvaluatePayload?: EvaluatePayloadResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Policy?: PolicyResolvers<ContextType>;
  PolicyRevision?: PolicyRevisionResolvers<ContextType>;
  PolicyConnection?: PolicyConnectionResolvers<ContextType>;
  PolicyProblem?: PolicyProblemResolvers<ContextType>;
  PolicyRefused?: PolicyRefusedResolvers<ContextType>;
  PolicyMoved?: PolicyMovedResolvers<ContextType>;
  UpsertPolicyPayload?: UpsertPolicyPayloadResolvers<ContextType>;
  Violation?: ViolationResolvers<ContextType>;
  ViolationConnection?: ViolationConnectionResolvers<ContextType>;
  ViolationUnknown?: ViolationUnknownResolvers<ContextType>;
  ViolationNotOpen?: ViolationNotOpenResolvers<ContextType>;
  AcknowledgeViolationPayload?: AcknowledgeViolationPayloadResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
};
