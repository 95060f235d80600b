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

/** What runs the containers of a cluster. */
export type Orchestrator =
  /** Upstream Kubernetes and its distributions */
  | 'KUBERNETES'
  /** Red Hat OpenShift */
  | 'OPENSHIFT'
  /** HashiCorp Nomad */
  | 'NOMAD'
  /** Podman on one host */
  | 'PODMAN'
  /** Docker on one host */
  | 'DOCKER';

/** Where in its life a cluster, or an image, stands. */
export type Stage =
  /** Development */
  | 'DEV'
  /** Testing */
  | 'TEST'
  /** Production */
  | 'PROD'
  /** Nobody has said */
  | 'UNASSIGNED';

/** Whether a cluster still reports. */
export type AgentHealth =
  /** Reports arrive */
  | 'HEALTHY'
  /** The last report is older than fifteen minutes */
  | 'STALE'
  /** No report yet */
  | 'UNKNOWN';

/** A cluster, as its agent last told it. */
export type Cluster = {
  readonly __typename?: 'Cluster';
  /** `clu_` + UID of the kube-system namespace, or what the operator gave */
  readonly id: Scalars['ID']['output'];
  /** What people call it */
  readonly name: Scalars['String']['output'];
  /** What runs its containers */
  readonly orchestrator: Orchestrator;
  /** Version of the orchestrator */
  readonly version?: Maybe<Scalars['String']['output']>;
  /** Where in its life it stands */
  readonly stage: Stage;
  /** Labels its operator gave */
  readonly labels: Scalars['JSON']['output'];
  /** Whether it still reports */
  readonly agentHealth: AgentHealth;
  /** When it last reported */
  readonly lastReportAt: Scalars['DateTime']['output'];
  /** Workloads in it, by name */
  readonly workloads: WorkloadConnection;
};


/** A cluster, as its agent last told it. */
export type ClusterWorkloadsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of clusters. */
export type ClusterConnection = {
  readonly __typename?: 'ClusterConnection';
  /** The clusters of this page, by name */
  readonly nodes: ReadonlyArray<Cluster>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

export type Query = {
  readonly __typename?: 'Query';
  /** One cluster. */
  readonly cluster?: Maybe<Cluster>;
  /** Every cluster, by name. */
  readonly clusters: ClusterConnection;
  /** Events that could not be taken in, newest first. */
  readonly parkedEvents: ParkedEventConnection;
  /** Every team, by name. */
  readonly teams: TeamConnection;
  /** One team. */
  readonly team?: Maybe<Team>;
  /** One workload, by its lineage key. */
  readonly workload?: Maybe<Workload>;
  /** Workloads that are there, by namespace and name. */
  readonly workloads: WorkloadConnection;
};


export type QueryClusterArgs = {
  id: Scalars['ID']['input'];
};


export type QueryClustersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryParkedEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTeamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTeamArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWorkloadArgs = {
  lineageKey: Scalars['ID']['input'];
};


export type QueryWorkloadsArgs = {
  filter?: InputMaybe<WorkloadFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Host = {
  readonly __typename?: 'Host';
  /** h(machine-id) */
  readonly id: Scalars['ID']['output'];
  /** Its cluster; null = none */
  readonly cluster?: Maybe<Cluster>;
  /** What its cluster calls it */
  readonly nodeName?: Maybe<Scalars['String']['output']>;
  /** Who answers for it; null = no rule matches */
  readonly owner?: Maybe<Team>;
  /** Workloads with a pod on it, by namespace and name */
  readonly workloads: WorkloadConnection;
};


export type HostWorkloadsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What became of one event. */
export type IntakeResult =
  /** Taken in */
  | 'ACCEPTED'
  /** Taken in before, under the same id */
  | 'DUPLICATE'
  /** Not readable: kept with its reason, see parkedEvents */
  | 'PARKED'
  /** Others wrote the same record all the time: send it again */
  | 'RETRY';

/** One event as an agent, a registry or a sensor sends it; the REST intake takes the same. */
export type IntakeEventInput = {
  /** Chosen by the sender; the same id is taken in once */
  readonly id: Scalars['ID']['input'];
  /** cluster.observed, workload.observed, workload.removed, host.observed, host.facts, registry.tag, runtime.event */
  readonly type: Scalars['String']['input'];
  /** The cluster it is about, where there is one */
  readonly clusterId?: InputMaybe<Scalars['ID']['input']>;
  /** When it was observed */
  readonly observedAt: Scalars['DateTime']['input'];
  /** What was observed; its shape follows from the type (docs/reference/intake.md) */
  readonly payload: Scalars['JSON']['input'];
};

/** What became of one event. */
export type IntakeAck = {
  readonly __typename?: 'IntakeAck';
  /** The id as sent; null when there was none to read */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What became of it */
  readonly result: IntakeResult;
  /** Why it was parked or has to be sent again */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The same in words */
  readonly message?: Maybe<Scalars['String']['output']>;
};

/** An event that could not be taken in, kept until somebody looks. */
export type ParkedEvent = {
  readonly __typename?: 'ParkedEvent';
  /** Id of the parked record */
  readonly id: Scalars['ID']['output'];
  /** Why */
  readonly code: Scalars['String']['output'];
  /** The same in words */
  readonly message: Scalars['String']['output'];
  /** The event as received, cut to 64 KiB */
  readonly text: Scalars['String']['output'];
  /** Who sent it */
  readonly sender: Scalars['String']['output'];
  /** When */
  readonly parkedAt: Scalars['DateTime']['output'];
};

/** A page of parked events. */
export type ParkedEventConnection = {
  readonly __typename?: 'ParkedEventConnection';
  /** The events of this page, newest first */
  readonly nodes: ReadonlyArray<ParkedEvent>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Takes up to 1,000 events in; one answer each, in the order sent. Ids make sending a batch twice harmless. */
  readonly ingestBatch: ReadonlyArray<IntakeAck>;
  /** Creates the team of that name, or replaces its contacts. */
  readonly upsertTeam: Team;
  /** Creates or replaces a rule; the owners of all workloads follow. */
  readonly upsertOwnershipRule: OwnershipRule;
};


export type MutationIngestBatchArgs = {
  events: ReadonlyArray<IntakeEventInput>;
};


export type MutationUpsertTeamArgs = {
  idempotencyKey: Scalars['ID']['input'];
  team: TeamInput;
};


export type MutationUpsertOwnershipRuleArgs = {
  idempotencyKey: Scalars['ID']['input'];
  rule: OwnershipRuleInput;
};

/** What happened to a tag. */
export type TagAction =
  /** It points somewhere for the first time */
  | 'PUSHED'
  /** It points somewhere else */
  | 'MOVED'
  /** It is gone */
  | 'DELETED';

/** One move of a tag. */
export type TagEvent = {
  readonly __typename?: 'TagEvent';
  /** When */
  readonly at: Scalars['DateTime']['output'];
  /** Who, as the registry says */
  readonly actor?: Maybe<Scalars['String']['output']>;
  /** What happened */
  readonly action: TagAction;
  /** Where it pointed before */
  readonly fromDigest?: Maybe<Scalars['Digest']['output']>;
  /** Where it points since */
  readonly toDigest?: Maybe<Scalars['Digest']['output']>;
};

/** A moving name: registry/repository:tag. */
export type ImageTag = {
  readonly __typename?: 'ImageTag';
  /** h(registry, repository, tag) */
  readonly id: Scalars['ID']['output'];
  /** Host of the registry */
  readonly registry: Scalars['String']['output'];
  /** Repository */
  readonly repository: Scalars['String']['output'];
  /** Tag */
  readonly tag: Scalars['String']['output'];
  /** Where it points now; null = the tag is gone */
  readonly image?: Maybe<Image>;
  /** How it came there, newest first, the last hundred moves */
  readonly history: ReadonlyArray<TagEvent>;
};

/** How a team is reached. */
export type Contact = {
  readonly __typename?: 'Contact';
  /** mail, chat, pager, ... */
  readonly channel: Scalars['String']['output'];
  /** Address in that channel */
  readonly address: Scalars['String']['output'];
};

/** Somebody who answers for workloads. */
export type Team = {
  readonly __typename?: 'Team';
  /** Id of the team */
  readonly id: Scalars['ID']['output'];
  /** Its unique name */
  readonly name: Scalars['String']['output'];
  /** How it is reached */
  readonly contacts: ReadonlyArray<Contact>;
  /** What it answers for, by name */
  readonly workloads: WorkloadConnection;
};


/** Somebody who answers for workloads. */
export type TeamWorkloadsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of teams. */
export type TeamConnection = {
  readonly __typename?: 'TeamConnection';
  /** The teams of this page, by name */
  readonly nodes: ReadonlyArray<Team>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which workloads a rule is about: every member given has to match; `*` stands for any run of characters. */
export type OwnershipSelector = {
  readonly __typename?: 'OwnershipSelector';
  /** Id of the cluster */
  readonly clusterId?: Maybe<Scalars['ID']['output']>;
  /** Pattern for the namespace */
  readonly namespace?: Maybe<Scalars['String']['output']>;
  /** Pattern for the name */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Patterns for labels */
  readonly labels?: Maybe<Scalars['JSON']['output']>;
};

/** Says which team answers for which workloads. */
export type OwnershipRule = {
  readonly __typename?: 'OwnershipRule';
  /** Id of the rule */
  readonly id: Scalars['ID']['output'];
  /** The team */
  readonly team: Team;
  /** Which workloads */
  readonly selector: OwnershipSelector;
  /** Higher wins */
  readonly priority: Scalars['Int']['output'];
  /** Where the rule comes from */
  readonly source: Scalars['String']['output'];
  /** Moves by one with each change */
  readonly revision: Scalars['Int']['output'];
};

/** Which workloads a rule is about. */
export type OwnershipSelectorInput = {
  /** Id of the cluster */
  readonly clusterId?: InputMaybe<Scalars['ID']['input']>;
  /** Pattern for the namespace */
  readonly namespace?: InputMaybe<Scalars['String']['input']>;
  /** Pattern for the name */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Patterns for labels, an object of strings */
  readonly labels?: InputMaybe<Scalars['JSON']['input']>;
};

/** How a team is reached. */
export type ContactInput = {
  /** mail, chat, pager, ... */
  readonly channel: Scalars['String']['input'];
  /** Address in that channel */
  readonly address: Scalars['String']['input'];
};

/** A team to create, or whose contacts to replace. */
export type TeamInput = {
  /** Its unique name */
  readonly name: Scalars['String']['input'];
  /** How it is reached */
  readonly contacts?: ReadonlyArray<ContactInput>;
};

/** A rule to create or replace. */
export type OwnershipRuleInput = {
  /** Id of the rule to replace; computed from team and selector when absent */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** The team */
  readonly teamId: Scalars['ID']['input'];
  /** Which workloads */
  readonly selector: OwnershipSelectorInput;
  /** Higher wins */
  readonly priority?: Scalars['Int']['input'];
  /** Where the rule comes from */
  readonly source?: Scalars['String']['input'];
};

/** How far a workload can be reached from. */
export type Exposure =
  /** Nothing listens */
  | 'NONE'
  /** Inside its cluster */
  | 'CLUSTER'
  /** On its nodes */
  | 'NODE'
  /** From the internet */
  | 'INTERNET'
  /** Nobody looked */
  | 'UNKNOWN';

/** What a container may do: its own settings over its pod's. */
export type SecurityContext = {
  readonly __typename?: 'SecurityContext';
  /** Runs with all rights on its host */
  readonly privileged: Scalars['Boolean']['output'];
  /** Cannot write to its image's files */
  readonly readOnlyRootFilesystem: Scalars['Boolean']['output'];
  /** May gain more rights than its parent process */
  readonly allowPrivilegeEscalation: Scalars['Boolean']['output'];
  /** Refuses to start as root; null = not said */
  readonly runAsNonRoot?: Maybe<Scalars['Boolean']['output']>;
  /** User id; null = the image's own */
  readonly runAsUser?: Maybe<Scalars['Int']['output']>;
  /** Capabilities added to the runtime's default set */
  readonly capabilitiesAdded: ReadonlyArray<Scalars['String']['output']>;
  /** Capabilities taken away */
  readonly capabilitiesDropped: ReadonlyArray<Scalars['String']['output']>;
  /** seccomp profile type; null = not said */
  readonly seccompProfile?: Maybe<Scalars['String']['output']>;
  /** AppArmor profile type; null = not said */
  readonly appArmorProfile?: Maybe<Scalars['String']['output']>;
  /** How /proc is mounted */
  readonly procMount: Scalars['String']['output'];
};

/** A container of a workload, and the content that runs under its name. */
export type Container = {
  readonly __typename?: 'Container';
  /** Name in the pod */
  readonly name: Scalars['String']['output'];
  /** Image reference as written */
  readonly imageRef: Scalars['String']['output'];
  /** The content; null until somebody resolved the reference */
  readonly image?: Maybe<Image>;
  /** What it may do; null when the manifest is not known */
  readonly securityContext?: Maybe<SecurityContext>;
};

/** A workload (top-level controller or bare pod), as the orchestrator last told it. */
export type Workload = {
  readonly __typename?: 'Workload';
  /** h(cluster, namespace, kind, name): survives re-creation */
  readonly lineageKey: Scalars['ID']['output'];
  /** h(cluster, UID of the controller): another one after re-creation */
  readonly id: Scalars['ID']['output'];
  /** Deployment, StatefulSet, Pod, ... */
  readonly kind: Scalars['String']['output'];
  /** Name in its namespace */
  readonly name: Scalars['String']['output'];
  /** Namespace */
  readonly namespace: Scalars['String']['output'];
  /** Its cluster */
  readonly cluster?: Maybe<Cluster>;
  /** Who answers for it; null = no rule matches */
  readonly owner?: Maybe<Team>;
  /** The rule that says so */
  readonly ownerReason?: Maybe<Scalars['String']['output']>;
  /** Hosts its pods were last seen on */
  readonly hosts: ReadonlyArray<Host>;
  /** Wanted number of pods */
  readonly replicas?: Maybe<Scalars['Int']['output']>;
  /** Its containers */
  readonly containers: ReadonlyArray<Container>;
  /** How far it can be reached from */
  readonly exposure: Exposure;
  /** Labels */
  readonly labels: Scalars['JSON']['output'];
  /** Shares its host's network namespace; null when the manifest is not known */
  readonly hostNetwork?: Maybe<Scalars['Boolean']['output']>;
  /** Shares its host's process namespace; null when the manifest is not known */
  readonly hostPID?: Maybe<Scalars['Boolean']['output']>;
  /** Shares its host's IPC namespace; null when the manifest is not known */
  readonly hostIPC?: Maybe<Scalars['Boolean']['output']>;
  /** It is gone */
  readonly removed: Scalars['Boolean']['output'];
  /** When it was last observed */
  readonly observedAt: Scalars['DateTime']['output'];
  /** Moves by one with each change */
  readonly revision: Scalars['Int']['output'];
};

/** A page of workloads. */
export type WorkloadConnection = {
  readonly __typename?: 'WorkloadConnection';
  /** The workloads of this page, by namespace and name */
  readonly nodes: ReadonlyArray<Workload>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

export type Image = {
  readonly __typename?: 'Image';
  /** Manifest digest */
  readonly digest: Scalars['Digest']['output'];
  /** Workloads that run it, by namespace and name */
  readonly runningIn: WorkloadConnection;
  /** How many workloads run it */
  readonly usedByCount: Scalars['Int']['output'];
  /** Tags that point to it */
  readonly tags: ReadonlyArray<ImageTag>;
};


export type ImageRunningInArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Which workloads; every member given has to match. */
export type WorkloadFilter = {
  /** In this cluster */
  readonly clusterId?: InputMaybe<Scalars['ID']['input']>;
  /** In this namespace */
  readonly namespace?: InputMaybe<Scalars['String']['input']>;
  /** Answered for by this team */
  readonly ownerTeamId?: InputMaybe<Scalars['ID']['input']>;
  /** Running this content */
  readonly imageDigest?: InputMaybe<Scalars['Digest']['input']>;
  /** With a pod on this host */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
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
  Cluster: Cluster;
  Host: Host;
  ImageTag: ImageTag;
  Team: Team;
  OwnershipRule: OwnershipRule;
  Workload: Workload;
  Image: Image;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Cluster:
    ( { __typename: 'Cluster' }
    & GraphQLRecursivePick<FederationTypes['Cluster'], {"id":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  ImageTag:
    ( { __typename: 'ImageTag' }
    & GraphQLRecursivePick<FederationTypes['ImageTag'], {"id":true}> );
  Team:
    ( { __typename: 'Team' }
    & GraphQLRecursivePick<FederationTypes['Team'], {"id":true}> );
  OwnershipRule:
    ( { __typename: 'OwnershipRule' }
    & GraphQLRecursivePick<FederationTypes['OwnershipRule'], {"id":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"lineageKey":true}> );
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"digest":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  JSON: ResolverTypeWrapper<Partial<Scalars['JSON']['output']>>;
  Digest: ResolverTypeWrapper<Partial<Scalars['Digest']['output']>>;
  Purl: ResolverTypeWrapper<Partial<Scalars['Purl']['output']>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Severity: ResolverTypeWrapper<Partial<Severity>>;
  Orchestrator: ResolverTypeWrapper<Partial<Orchestrator>>;
  Stage: ResolverTypeWrapper<Partial<Stage>>;
  AgentHealth: ResolverTypeWrapper<Partial<AgentHealth>>;
  Cluster: ResolverTypeWrapper<Partial<Cluster>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  ClusterConnection: ResolverTypeWrapper<Partial<ClusterConnection>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Host: ResolverTypeWrapper<Partial<Host>>;
  IntakeResult: ResolverTypeWrapper<Partial<IntakeResult>>;
  IntakeEventInput: ResolverTypeWrapper<Partial<IntakeEventInput>>;
  IntakeAck: ResolverTypeWrapper<Partial<IntakeAck>>;
  ParkedEvent: ResolverTypeWrapper<Partial<ParkedEvent>>;
  ParkedEventConnection: ResolverTypeWrapper<Partial<ParkedEventConnection>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TagAction: ResolverTypeWrapper<Partial<TagAction>>;
  TagEvent: ResolverTypeWrapper<Partial<TagEvent>>;
  ImageTag: ResolverTypeWrapper<Partial<ImageTag>>;
  Contact: ResolverTypeWrapper<Partial<Contact>>;
  Team: ResolverTypeWrapper<Partial<Team>>;
  TeamConnection: ResolverTypeWrapper<Partial<TeamConnection>>;
  OwnershipSelector: ResolverTypeWrapper<Partial<OwnershipSelector>>;
  OwnershipRule: ResolverTypeWrapper<Partial<OwnershipRule>>;
  OwnershipSelectorInput: ResolverTypeWrapper<Partial<OwnershipSelectorInput>>;
  ContactInput: ResolverTypeWrapper<Partial<ContactInput>>;
  TeamInput: ResolverTypeWrapper<Partial<TeamInput>>;
  OwnershipRuleInput: ResolverTypeWrapper<Partial<OwnershipRuleInput>>;
  Exposure: ResolverTypeWrapper<Partial<Exposure>>;
  SecurityContext: ResolverTypeWrapper<Partial<SecurityContext>>;
  Container: ResolverTypeWrapper<Partial<Container>>;
  Workload: ResolverTypeWrapper<Partial<Workload>>;
  WorkloadConnection: ResolverTypeWrapper<Partial<WorkloadConnection>>;
  Image: ResolverTypeWrapper<Partial<Image>>;
  WorkloadFilter: ResolverTypeWrapper<Partial<WorkloadFilter>>;
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
  Cluster: Partial<Cluster | FederationReferenceTypes['Cluster']>;
  ID: Partial<Scalars['ID']['output']>;
  Int: Partial<Scalars['Int']['output']>;
  ClusterConnection: Partial<ClusterConnection>;
  Query: Record<PropertyKey, never>;
  Host: Partial<Host | FederationReferenceTypes['Host']>;
  IntakeEventInput: Partial<IntakeEventInput>;
  IntakeAck: Partial<IntakeAck>;
  ParkedEvent: Partial<ParkedEvent>;
  ParkedEventConnection: Partial<ParkedEventConnection>;
  Mutation: Record<PropertyKey, never>;
  TagEvent: Partial<TagEvent>;
  ImageTag: Partial<ImageTag | FederationReferenceTypes['ImageTag']>;
  Contact: Partial<Contact>;
  Team: Partial<Team | FederationReferenceTypes['Team']>;
  TeamConnection: Partial<TeamConnection>;
  OwnershipSelector: Partial<OwnershipSelector>;
  OwnershipRule: Partial<OwnershipRule | FederationReferenceTypes['OwnershipRule']>;
  OwnershipSelectorInput: Partial<OwnershipSelectorInput>;
  ContactInput: Partial<ContactInput>;
  TeamInput: Partial<TeamInput>;
  OwnershipRuleInput: Partial<OwnershipRuleInput>;
  SecurityContext: Partial<SecurityContext>;
  Container: Partial<Container>;
  Workload: Partial<Workload | FederationReferenceTypes['Workload']>;
  WorkloadConnection: Partial<WorkloadConnection>;
  Image: Partial<Image | FederationReferenceTypes['Image']>;
  WorkloadFilter: Partial<WorkloadFilter>;
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

export type ClusterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Cluster'] = ResolversParentTypes['Cluster'], FederationReferenceType extends FederationReferenceTypes['Cluster'] = FederationReferenceTypes['Cluster']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Cluster']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orchestrator?: Resolver<ResolversTypes['Orchestrator'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['Stage'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  agentHealth?: Resolver<ResolversTypes['AgentHealth'], ParentType, ContextType>;
  lastReportAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  workloads?: Resolver<ResolversTypes['WorkloadConnection'], ParentType, ContextType, RequireFields<ClusterWorkloadsArgs, 'first'>>;
};

export type ClusterConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClusterConnection'] = ResolversParentTypes['ClusterConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Cluster']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType, RequireFields<QueryClusterArgs, 'id'>>;
  clusters?: Resolver<ResolversTypes['ClusterConnection'], ParentType, ContextType, RequireFields<QueryClustersArgs, 'first'>>;
  parkedEvents?: Resolver<ResolversTypes['ParkedEventConnection'], ParentType, ContextType, RequireFields<QueryParkedEventsArgs, 'first'>>;
  teams?: Resolver<ResolversTypes['TeamConnection'], ParentType, ContextType, RequireFields<QueryTeamsArgs, 'first'>>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType, RequireFields<QueryTeamArgs, 'id'>>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType, RequireFields<QueryWorkloadArgs, 'lineageKey'>>;
  workloads?: Resolver<ResolversTypes['WorkloadConnection'], ParentType, ContextType, RequireFields<QueryWorkloadsArgs, 'first'>>;
};

export type HostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
  nodeName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  workloads?: Resolver<ResolversTypes['WorkloadConnection'], ParentType, ContextType, RequireFields<HostWorkloadsArgs, 'first'>>;
};

export type IntakeAckResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['IntakeAck'] = ResolversParentTypes['IntakeAck']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['IntakeResult'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ParkedEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ParkedEvent'] = ResolversParentTypes['ParkedEvent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sender?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ParkedEventConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ParkedEventConnection'] = ResolversParentTypes['ParkedEventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ParkedEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  ingestBatch?: Resolver<ReadonlyArray<ResolversTypes['IntakeAck']>, ParentType, ContextType, RequireFields<MutationIngestBatchArgs, 'events'>>;
  upsertTeam?: Resolver<ResolversTypes['Team'], ParentType, ContextType, RequireFields<MutationUpsertTeamArgs, 'idempotencyKey' | 'team'>>;
  upsertOwnershipRule?: Resolver<ResolversTypes['OwnershipRule'], ParentType, ContextType, RequireFields<MutationUpsertOwnershipRuleArgs, 'idempotencyKey' | 'rule'>>;
};

export type TagEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TagEvent'] = ResolversParentTypes['TagEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  action?: Resolver<ResolversTypes['TagAction'], ParentType, ContextType>;
  fromDigest?: Resolver<Maybe<ResolversTypes['Digest']>, ParentType, ContextType>;
  toDigest?: Resolver<Maybe<ResolversTypes['Digest']>, ParentType, ContextType>;
};

export type ImageTagResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ImageTag'] = ResolversParentTypes['ImageTag'], FederationReferenceType extends FederationReferenceTypes['ImageTag'] = FederationReferenceTypes['ImageTag']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ImageTag']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  repository?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tag?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['TagEvent']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TeamResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team'], FederationReferenceType extends FederationReferenceTypes['Team'] = FederationReferenceTypes['Team']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Team']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contacts?: Resolver<ReadonlyArray<ResolversTypes['Contact']>, ParentType, ContextType>;
  workloads?: Resolver<ResolversTypes['WorkloadConnection'], ParentType, ContextType, RequireFields<TeamWorkloadsArgs, 'first'>>;
};

export type TeamConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TeamConnection'] = ResolversParentTypes['TeamConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Team']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OwnershipSelectorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OwnershipSelector'] = ResolversParentTypes['OwnershipSelector']> = {
  clusterId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type OwnershipRuleResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OwnershipRule'] = ResolversParentTypes['OwnershipRule'], FederationReferenceType extends FederationReferenceTypes['OwnershipRule'] = FederationReferenceTypes['OwnershipRule']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OwnershipRule']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  team?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
  selector?: Resolver<ResolversTypes['OwnershipSelector'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SecurityContextResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SecurityContext'] = ResolversParentTypes['SecurityContext']> = {
  privileged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  readOnlyRootFilesystem?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  allowPrivilegeEscalation?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  runAsNonRoot?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  runAsUser?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  capabilitiesAdded?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  capabilitiesDropped?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  seccompProfile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  appArmorProfile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  procMount?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ContainerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Container'] = ResolversParentTypes['Container']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  imageRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  securityContext?: Resolver<Maybe<ResolversTypes['SecurityContext']>, ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  lineageKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cluster?: Resolver<Maybe<ResolversTypes['Cluster']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  ownerReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hosts?: Resolver<ReadonlyArray<ResolversTypes['Host']>, ParentType, ContextType>;
  replicas?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  containers?: Resolver<ReadonlyArray<ResolversTypes['Container']>, ParentType, ContextType>;
  exposure?: Resolver<ResolversTypes['Exposure'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  hostNetwork?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hostPID?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  hostIPC?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  removed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkloadConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WorkloadConnection'] = ResolversParentTypes['WorkloadConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Workload']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ImageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  digest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  runningIn?: Resolver<ResolversTypes['WorkloadConnection'], ParentType, ContextType, RequireFields<ImageRunningInArgs, 'first'>>;
  usedByCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['ImageTag']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Digest?: GraphQLScalarType;
  Purl?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  Cluster?: ClusterResolvers<ContextType>;
  ClusterConnection?: ClusterConnectionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  IntakeAck?: IntakeAckResolvers<ContextType>;
  ParkedEvent?: ParkedEventResolvers<ContextType>;
  ParkedEventConnection?: ParkedEventConnectionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  TagEvent?: TagEventResolvers<ContextType>;
  ImageTag?: ImageTagResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  TeamConnection?: TeamConnectionResolvers<ContextType>;
  OwnershipSelector?: OwnershipSelectorResolvers<ContextType>;
  OwnershipRule?: OwnershipRuleResolvers<ContextType>;
  SecurityContext?: SecurityContextResolvers<ContextType>;
  Container?: ContainerResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  WorkloadConnection?: WorkloadConnectionResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
};
