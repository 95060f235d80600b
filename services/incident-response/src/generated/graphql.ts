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

/** How far an incident is. */
export type IncidentState =
  /** Nobody has taken it up */
  | 'OPEN'
  /** Somebody looks at it */
  | 'TRIAGED'
  /** It cannot spread */
  | 'CONTAINED'
  /** Its cause is gone */
  | 'ERADICATED'
  /** Over */
  | 'CLOSED'
  /** It was none */
  | 'FALSE_POSITIVE';

/** What a line of a timeline tells. */
export type TimelineKind =
  /** The incident opened */
  | 'OPENED'
  /** A violation joined it */
  | 'VIOLATION_OPENED'
  /** A violation of it changed its state */
  | 'VIOLATION_CHANGED'
  /** A runtime event joined it */
  | 'RUNTIME_EVENT'
  /** It became more severe */
  | 'SEVERITY_RAISED'
  /** It moved on */
  | 'STATE_CHANGED';

/** One line of what happened. */
export type TimelineEntry = {
  readonly __typename?: 'TimelineEntry';
  /** Computed from what it tells */
  readonly id: Scalars['ID']['output'];
  /** When it happened */
  readonly at: Scalars['DateTime']['output'];
  /** What it tells */
  readonly kind: TimelineKind;
  /** The violation, the runtime event or the incident it is about */
  readonly ref: Scalars['ID']['output'];
  /** The same in words */
  readonly summary: Scalars['String']['output'];
  /** Who did it; null = the system */
  readonly by?: Maybe<Scalars['String']['output']>;
};

/** A page of a timeline. */
export type TimelineConnection = {
  readonly __typename?: 'TimelineConnection';
  /** The lines of this page, oldest first */
  readonly nodes: ReadonlyArray<TimelineEntry>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** One thing to do, from the reasons of the policies that were violated. */
export type RemediationStep = {
  readonly __typename?: 'RemediationStep';
  /** Its place in the list, from 1 */
  readonly order: Scalars['Int']['output'];
  /** The policy it comes from */
  readonly title: Scalars['String']['output'];
  /** What to do */
  readonly detail: Scalars['String']['output'];
  /** What to do it to */
  readonly target: Scalars['String']['output'];
};

/** Signals that belong together, who answers for them, and how far they are. */
export type Incident = {
  readonly __typename?: 'Incident';
  /** Computed from the signal that opened it */
  readonly id: Scalars['ID']['output'];
  /** The worst it is about */
  readonly title: Scalars['String']['output'];
  /** The worst of its signals; never lowered */
  readonly severity: Severity;
  /** How far it is */
  readonly state: IncidentState;
  /** States a person may move it to from here */
  readonly nextStates: ReadonlyArray<IncidentState>;
  /** The team that answers for it; null = nobody is known */
  readonly owner?: Maybe<Team>;
  /** Workloads it is about, in the order they joined; at most 200 at once */
  readonly workloads: ReadonlyArray<Workload>;
  /** How many workloads it is about */
  readonly workloadCount: Scalars['Int']['output'];
  /** Hosts it is about, in the order they joined; at most 200 at once */
  readonly hosts: ReadonlyArray<Host>;
  /** How many hosts it is about */
  readonly hostCount: Scalars['Int']['output'];
  /** Content it is about, in the order it joined; at most 200 at once */
  readonly images: ReadonlyArray<Image>;
  /** How many images it is about */
  readonly imageCount: Scalars['Int']['output'];
  /** Violations it took in, in the order they joined; at most 200 at once */
  readonly violations: ReadonlyArray<Violation>;
  /** How many violations it took in */
  readonly violationCount: Scalars['Int']['output'];
  /** MITRE ATT&CK techniques that were seen */
  readonly techniques: ReadonlyArray<Scalars['String']['output']>;
  /** What happened, oldest first */
  readonly timeline: TimelineConnection;
  /** Runtime events it took in, newest first, as long as they are kept */
  readonly events: RuntimeEventConnection;
  /** How many runtime events it took in */
  readonly eventCount: Scalars['Int']['output'];
  /** What to do, in order */
  readonly remediation: ReadonlyArray<RemediationStep>;
  /** Who was told of it */
  readonly deliveries: DeliveryConnection;
  /** There was more than it lists */
  readonly truncated: Scalars['Boolean']['output'];
  /** When it opened */
  readonly openedAt: Scalars['DateTime']['output'];
  /** When it was contained */
  readonly containedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was over */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its last signal happened */
  readonly lastSignalAt: Scalars['DateTime']['output'];
  /** Moves by one with each change */
  readonly revision: Scalars['Int']['output'];
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentWorkloadsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentHostsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentImagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentViolationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Signals that belong together, who answers for them, and how far they are. */
export type IncidentDeliveriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A page of incidents. */
export type IncidentConnection = {
  readonly __typename?: 'IncidentConnection';
  /** The incidents of this page, newest first */
  readonly nodes: ReadonlyArray<Incident>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which incidents; every member given has to match. */
export type IncidentFilter = {
  /** In one of these states */
  readonly states?: InputMaybe<ReadonlyArray<IncidentState>>;
  /** Of one of these severities */
  readonly severities?: InputMaybe<ReadonlyArray<Severity>>;
  /** Answered for by this team */
  readonly ownerTeamId?: InputMaybe<Scalars['ID']['input']>;
  /** About this workload */
  readonly lineageKey?: InputMaybe<Scalars['ID']['input']>;
  /** About this host */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** About this content */
  readonly imageDigest?: InputMaybe<Scalars['Digest']['input']>;
  /** That took in this violation */
  readonly violationId?: InputMaybe<Scalars['ID']['input']>;
};

export type Workload = {
  readonly __typename?: 'Workload';
  /** h(cluster, namespace, kind, name): survives re-creation */
  readonly lineageKey: Scalars['ID']['output'];
  /** Incidents about it, newest first */
  readonly incidents: IncidentConnection;
};


export type WorkloadIncidentsArgs = {
  states?: InputMaybe<ReadonlyArray<IncidentState>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Host = {
  readonly __typename?: 'Host';
  /** h(machine-id) */
  readonly id: Scalars['ID']['output'];
  /** Incidents about it, newest first */
  readonly incidents: IncidentConnection;
};


export type HostIncidentsArgs = {
  states?: InputMaybe<ReadonlyArray<IncidentState>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Image = {
  readonly __typename?: 'Image';
  /** Manifest digest */
  readonly digest: Scalars['Digest']['output'];
  /** Incidents about it, newest first */
  readonly incidents: IncidentConnection;
};


export type ImageIncidentsArgs = {
  states?: InputMaybe<ReadonlyArray<IncidentState>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Team = {
  readonly __typename?: 'Team';
  /** Id of the team */
  readonly id: Scalars['ID']['output'];
  /** Incidents it answers for, newest first */
  readonly incidents: IncidentConnection;
};


export type TeamIncidentsArgs = {
  states?: InputMaybe<ReadonlyArray<IncidentState>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Violation = {
  readonly __typename?: 'Violation';
  /** h(policy, subject) */
  readonly id: Scalars['ID']['output'];
  /** The newest incident that took it in; null = it was too weak for one */
  readonly incident?: Maybe<Incident>;
};

/** Why an incident was not moved. */
export type TransitionRefusal =
  /** The state machine has no such step */
  | 'NOT_ALLOWED'
  /** It is no longer in the state you expected */
  | 'STATE_MOVED';

/** An incident was not moved, and nothing changed. */
export type TransitionRefused = {
  readonly __typename?: 'TransitionRefused';
  /** Why */
  readonly reason: TransitionRefusal;
  /** The state it is in */
  readonly current: IncidentState;
  /** States it may be moved to from there */
  readonly allowed: ReadonlyArray<IncidentState>;
};

/** What became of a request to move an incident. */
export type TransitionIncidentResult = Incident | TransitionRefused;

export type Query = {
  readonly __typename?: 'Query';
  /** One incident. */
  readonly incident?: Maybe<Incident>;
  /** Incidents, newest first. */
  readonly incidents: IncidentConnection;
  /** Who was told what, newest first. */
  readonly deliveries: DeliveryConnection;
  /** Runtime events, newest first, as long as they are kept. */
  readonly runtimeEvents: RuntimeEventConnection;
};


export type QueryIncidentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryIncidentsArgs = {
  filter?: InputMaybe<IncidentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDeliveriesArgs = {
  filter?: InputMaybe<DeliveryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryRuntimeEventsArgs = {
  filter?: InputMaybe<RuntimeEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Moves an incident on: OPEN, TRIAGED, CONTAINED, ERADICATED, CLOSED; FALSE_POSITIVE while it is not over. */
  readonly transitionIncident: TransitionIncidentResult;
  /** Has an abandoned delivery tried again, from the first attempt. */
  readonly retryDelivery: RetryDeliveryResult;
};


export type MutationTransitionIncidentArgs = {
  idempotencyKey: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
  to: IncidentState;
  expectedState: IncidentState;
  comment?: Scalars['String']['input'];
};


export type MutationRetryDeliveryArgs = {
  idempotencyKey: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
};

/** How somebody is told. */
export type SinkKind =
  /** HTTP POST, signed (Standard Webhooks) */
  | 'WEBHOOK'
  /** RFC 5424 over UDP, TCP or TLS */
  | 'SYSLOG';

/** How far a delivery is. */
export type DeliveryState =
  /** It is to be sent, or sent again */
  | 'PENDING'
  /** The other side took it */
  | 'DELIVERED'
  /** It failed as often as is allowed; retryDelivery has it tried again */
  | 'ABANDONED';

/** One notification to one sink. It is written with the change it tells of, before it is sent. */
export type Delivery = {
  readonly __typename?: 'Delivery';
  /** h(sink, event): receivers know a repetition by it */
  readonly id: Scalars['ID']['output'];
  /** Address of the sink, without credentials */
  readonly sink: Scalars['String']['output'];
  /** Id of the sink: h(kind, address) */
  readonly sinkId: Scalars['ID']['output'];
  /** How the sink is told */
  readonly sinkKind: SinkKind;
  /** What it tells: incident.opened, incident.severity-raised, incident.state-changed */
  readonly event: Scalars['String']['output'];
  /** The incident it tells of */
  readonly incident?: Maybe<Incident>;
  /** How far it is */
  readonly state: DeliveryState;
  /** How often it was tried */
  readonly attempts: Scalars['Int']['output'];
  /** When it is tried next; null unless it is PENDING */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why the last attempt failed */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** Digest of what is sent */
  readonly payloadDigest: Scalars['Digest']['output'];
  /** When it was written */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When the other side took it */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of deliveries. */
export type DeliveryConnection = {
  readonly __typename?: 'DeliveryConnection';
  /** The deliveries of this page, newest first */
  readonly nodes: ReadonlyArray<Delivery>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which deliveries; every member given has to match. */
export type DeliveryFilter = {
  /** In one of these states */
  readonly states?: InputMaybe<ReadonlyArray<DeliveryState>>;
  /** To this sink */
  readonly sinkId?: InputMaybe<Scalars['ID']['input']>;
  /** About this incident */
  readonly incidentId?: InputMaybe<Scalars['ID']['input']>;
};

/** The delivery was not abandoned: nothing changed. */
export type DeliveryNotAbandoned = {
  readonly __typename?: 'DeliveryNotAbandoned';
  /** The delivery as it is */
  readonly delivery: Delivery;
};

/** What became of a request to try a delivery again. */
export type RetryDeliveryResult = Delivery | DeliveryNotAbandoned;

/** Something that happened in a running container or on a host, as a sensor told it. */
export type RuntimeEvent = {
  readonly __typename?: 'RuntimeEvent';
  /** h(agent, boot, sequence), or h of the sensor's event */
  readonly id: Scalars['ID']['output'];
  /** The rule or kind of the sensor */
  readonly type: Scalars['String']['output'];
  /** How bad the sensor thinks it is */
  readonly severity: Severity;
  /** When it happened */
  readonly at: Scalars['DateTime']['output'];
  /** The workload it happened in */
  readonly workload?: Maybe<Workload>;
  /** The host it happened on */
  readonly host?: Maybe<Host>;
  /** The content that was running */
  readonly image?: Maybe<Image>;
  /** The container */
  readonly container?: Maybe<Scalars['String']['output']>;
  /** The sensor */
  readonly source: Scalars['String']['output'];
  /** What happened, in words */
  readonly summary: Scalars['String']['output'];
  /** MITRE ATT&CK techniques, as the sensor maps them */
  readonly techniques: ReadonlyArray<Scalars['String']['output']>;
  /** The process, in the sensor's own words */
  readonly process?: Maybe<Scalars['JSON']['output']>;
  /** The connection, in the sensor's own words */
  readonly network?: Maybe<Scalars['JSON']['output']>;
  /** The file, in the sensor's own words */
  readonly file?: Maybe<Scalars['JSON']['output']>;
  /** The incident it belongs to; null = it was too weak for one */
  readonly incident?: Maybe<Incident>;
};

/** A page of runtime events. */
export type RuntimeEventConnection = {
  readonly __typename?: 'RuntimeEventConnection';
  /** The events of this page, newest first */
  readonly nodes: ReadonlyArray<RuntimeEvent>;
  /** Where the next page starts */
  readonly pageInfo: PageInfo;
};

/** Which runtime events; every member given has to match. */
export type RuntimeEventFilter = {
  /** Of this incident */
  readonly incidentId?: InputMaybe<Scalars['ID']['input']>;
  /** In this workload */
  readonly lineageKey?: InputMaybe<Scalars['ID']['input']>;
  /** On this host */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** With this content running */
  readonly imageDigest?: InputMaybe<Scalars['Digest']['input']>;
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
  Incident: Incident;
  Workload: Workload;
  Host: Host;
  Image: Image;
  Team: Team;
  Violation: Violation;
  Delivery: Delivery;
  RuntimeEvent: RuntimeEvent;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Incident:
    ( { __typename: 'Incident' }
    & GraphQLRecursivePick<FederationTypes['Incident'], {"id":true}> );
  Workload:
    ( { __typename: 'Workload' }
    & GraphQLRecursivePick<FederationTypes['Workload'], {"lineageKey":true}> );
  Host:
    ( { __typename: 'Host' }
    & GraphQLRecursivePick<FederationTypes['Host'], {"id":true}> );
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"digest":true}> );
  Team:
    ( { __typename: 'Team' }
    & GraphQLRecursivePick<FederationTypes['Team'], {"id":true}> );
  Violation:
    ( { __typename: 'Violation' }
    & GraphQLRecursivePick<FederationTypes['Violation'], {"id":true}> );
  Delivery:
    ( { __typename: 'Delivery' }
    & GraphQLRecursivePick<FederationTypes['Delivery'], {"id":true}> );
  RuntimeEvent:
    ( { __typename: 'RuntimeEvent' }
    & GraphQLRecursivePick<FederationTypes['RuntimeEvent'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  TransitionIncidentResult:
    | ( Partial<Incident> )
    | ( Partial<TransitionRefused> )
  ;
  RetryDeliveryResult:
    | ( Partial<Delivery> )
    | ( Partial<DeliveryNotAbandoned> )
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
  IncidentState: ResolverTypeWrapper<Partial<IncidentState>>;
  TimelineKind: ResolverTypeWrapper<Partial<TimelineKind>>;
  TimelineEntry: ResolverTypeWrapper<Partial<TimelineEntry>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  TimelineConnection: ResolverTypeWrapper<Partial<TimelineConnection>>;
  RemediationStep: ResolverTypeWrapper<Partial<RemediationStep>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  Incident: ResolverTypeWrapper<Partial<Incident>>;
  IncidentConnection: ResolverTypeWrapper<Partial<IncidentConnection>>;
  IncidentFilter: ResolverTypeWrapper<Partial<IncidentFilter>>;
  Workload: ResolverTypeWrapper<Partial<Workload>>;
  Host: ResolverTypeWrapper<Partial<Host>>;
  Image: ResolverTypeWrapper<Partial<Image>>;
  Team: ResolverTypeWrapper<Partial<Team>>;
  Violation: ResolverTypeWrapper<Partial<Violation>>;
  TransitionRefusal: ResolverTypeWrapper<Partial<TransitionRefusal>>;
  TransitionRefused: ResolverTypeWrapper<Partial<TransitionRefused>>;
  TransitionIncidentResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TransitionIncidentResult']>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SinkKind: ResolverTypeWrapper<Partial<SinkKind>>;
  DeliveryState: ResolverTypeWrapper<Partial<DeliveryState>>;
  Delivery: ResolverTypeWrapper<Partial<Delivery>>;
  DeliveryConnection: ResolverTypeWrapper<Partial<DeliveryConnection>>;
  DeliveryFilter: ResolverTypeWrapper<Partial<DeliveryFilter>>;
  DeliveryNotAbandoned: ResolverTypeWrapper<Partial<DeliveryNotAbandoned>>;
  RetryDeliveryResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RetryDeliveryResult']>>;
  RuntimeEvent: ResolverTypeWrapper<Partial<RuntimeEvent>>;
  RuntimeEventConnection: ResolverTypeWrapper<Partial<RuntimeEventConnection>>;
  RuntimeEventFilter: ResolverTypeWrapper<Partial<RuntimeEventFilter>>;
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
  TimelineEntry: Partial<TimelineEntry>;
  ID: Partial<Scalars['ID']['output']>;
  TimelineConnection: Partial<TimelineConnection>;
  RemediationStep: Partial<RemediationStep>;
  Int: Partial<Scalars['Int']['output']>;
  Incident: Partial<Incident | FederationReferenceTypes['Incident']>;
  IncidentConnection: Partial<IncidentConnection>;
  IncidentFilter: Partial<IncidentFilter>;
  Workload: Partial<Workload | FederationReferenceTypes['Workload']>;
  Host: Partial<Host | FederationReferenceTypes['Host']>;
  Image: Partial<Image | FederationReferenceTypes['Image']>;
  Team: Partial<Team | FederationReferenceTypes['Team']>;
  Violation: Partial<Violation | FederationReferenceTypes['Violation']>;
  TransitionRefused: Partial<TransitionRefused>;
  TransitionIncidentResult: Partial<ResolversUnionTypes<ResolversParentTypes>['TransitionIncidentResult']>;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  Delivery: Partial<Delivery | FederationReferenceTypes['Delivery']>;
  DeliveryConnection: Partial<DeliveryConnection>;
  DeliveryFilter: Partial<DeliveryFilter>;
  DeliveryNotAbandoned: Partial<DeliveryNotAbandoned>;
  RetryDeliveryResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RetryDeliveryResult']>;
  RuntimeEvent: Partial<RuntimeEvent | FederationReferenceTypes['RuntimeEvent']>;
  RuntimeEventConnection: Partial<RuntimeEventConnection>;
  RuntimeEventFilter: Partial<RuntimeEventFilter>;
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

export type TimelineEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TimelineEntry'] = ResolversParentTypes['TimelineEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TimelineKind'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TimelineConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TimelineConnection'] = ResolversParentTypes['TimelineConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RemediationStepResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemediationStep'] = ResolversParentTypes['RemediationStep']> = {
  order?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident'], FederationReferenceType extends FederationReferenceTypes['Incident'] = FederationReferenceTypes['Incident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Incident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IncidentState'], ParentType, ContextType>;
  nextStates?: Resolver<ReadonlyArray<ResolversTypes['IncidentState']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  workloads?: Resolver<ReadonlyArray<ResolversTypes['Workload']>, ParentType, ContextType, RequireFields<IncidentWorkloadsArgs, 'first'>>;
  workloadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hosts?: Resolver<ReadonlyArray<ResolversTypes['Host']>, ParentType, ContextType, RequireFields<IncidentHostsArgs, 'first'>>;
  hostCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  images?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<IncidentImagesArgs, 'first'>>;
  imageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['Violation']>, ParentType, ContextType, RequireFields<IncidentViolationsArgs, 'first'>>;
  violationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  techniques?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  timeline?: Resolver<ResolversTypes['TimelineConnection'], ParentType, ContextType, RequireFields<IncidentTimelineArgs, 'first'>>;
  events?: Resolver<ResolversTypes['RuntimeEventConnection'], ParentType, ContextType, RequireFields<IncidentEventsArgs, 'first'>>;
  eventCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remediation?: Resolver<ReadonlyArray<ResolversTypes['RemediationStep']>, ParentType, ContextType>;
  deliveries?: Resolver<ResolversTypes['DeliveryConnection'], ParentType, ContextType, RequireFields<IncidentDeliveriesArgs, 'first'>>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  containedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSignalAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['IncidentConnection'] = ResolversParentTypes['IncidentConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Incident']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Workload'] = ResolversParentTypes['Workload'], FederationReferenceType extends FederationReferenceTypes['Workload'] = FederationReferenceTypes['Workload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  lineageKey?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<WorkloadIncidentsArgs, 'first'>>;
};

export type HostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host'], FederationReferenceType extends FederationReferenceTypes['Host'] = FederationReferenceTypes['Host']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Host']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<HostIncidentsArgs, 'first'>>;
};

export type ImageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  digest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<ImageIncidentsArgs, 'first'>>;
};

export type TeamResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team'], FederationReferenceType extends FederationReferenceTypes['Team'] = FederationReferenceTypes['Team']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Team']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<TeamIncidentsArgs, 'first'>>;
};

export type ViolationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Violation'] = ResolversParentTypes['Violation'], FederationReferenceType extends FederationReferenceTypes['Violation'] = FederationReferenceTypes['Violation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Violation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
};

export type TransitionRefusedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TransitionRefused'] = ResolversParentTypes['TransitionRefused']> = {
  reason?: Resolver<ResolversTypes['TransitionRefusal'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['IncidentState'], ParentType, ContextType>;
  allowed?: Resolver<ReadonlyArray<ResolversTypes['IncidentState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransitionIncidentResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TransitionIncidentResult'] = ResolversParentTypes['TransitionIncidentResult']> = {
  __resolveType: TypeResolveFn<'Incident' | 'TransitionRefused', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType, RequireFields<QueryIncidentArgs, 'id'>>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<QueryIncidentsArgs, 'first'>>;
  deliveries?: Resolver<ResolversTypes['DeliveryConnection'], ParentType, ContextType, RequireFields<QueryDeliveriesArgs, 'first'>>;
  runtimeEvents?: Resolver<ResolversTypes['RuntimeEventConnection'], ParentType, ContextType, RequireFields<QueryRuntimeEventsArgs, 'first'>>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  transitionIncident?: Resolver<ResolversTypes['TransitionIncidentResult'], ParentType, ContextType, RequireFields<MutationTransitionIncidentArgs, 'idempotencyKey' | 'id' | 'to' | 'expectedState' | 'comment'>>;
  retryDelivery?: Resolver<ResolversTypes['RetryDeliveryResult'], ParentType, ContextType, RequireFields<MutationRetryDeliveryArgs, 'idempotencyKey' | 'id'>>;
};

export type DeliveryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery'], FederationReferenceType extends FederationReferenceTypes['Delivery'] = FederationReferenceTypes['Delivery']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Delivery']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sink?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sinkId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sinkKind?: Resolver<ResolversTypes['SinkKind'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeliveryState'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payloadDigest?: Resolver<ResolversTypes['Digest'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeliveryConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeliveryConnection'] = ResolversParentTypes['DeliveryConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Delivery']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeliveryNotAbandonedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeliveryNotAbandoned'] = ResolversParentTypes['DeliveryNotAbandoned']> = {
  delivery?: Resolver<ResolversTypes['Delivery'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RetryDeliveryResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RetryDeliveryResult'] = ResolversParentTypes['RetryDeliveryResult']> = {
  __resolveType: TypeResolveFn<'Delivery' | 'DeliveryNotAbandoned', ParentType, ContextType>;
};

export type RuntimeEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RuntimeEvent'] = ResolversParentTypes['RuntimeEvent'], FederationReferenceType extends FederationReferenceTypes['RuntimeEvent'] = FederationReferenceTypes['RuntimeEvent']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RuntimeEvent']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  workload?: Resolver<Maybe<ResolversTypes['Workload']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  container?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  techniques?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  process?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  network?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
};

export type RuntimeEventConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RuntimeEventConnection'] = ResolversParentTypes['RuntimeEventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RuntimeEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Digest?: GraphQLScalarType;
  Purl?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  TimelineEntry?: TimelineEntryResolvers<ContextType>;
  TimelineConnection?: TimelineConnectionResolvers<ContextType>;
  RemediationStep?: RemediationStepResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  IncidentConnection?: IncidentConnectionResolvers<ContextType>;
  Workload?: WorkloadResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  Violation?: ViolationResolvers<ContextType>;
  TransitionRefused?: TransitionRefusedResolvers<ContextType>;
  TransitionIncidentResult?: TransitionIncidentResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Delivery?: DeliveryResolvers<ContextType>;
  DeliveryConnection?: DeliveryConnectionResolvers<ContextType>;
  DeliveryNotAbandoned?: DeliveryNotAbandonedResolvers<ContextType>;
  RetryDeliveryResult?: RetryDeliveryResultResolvers<ContextType>;
  RuntimeEvent?: RuntimeEventResolvers<ContextType>;
  RuntimeEventConnection?: RuntimeEventConnectionResolvers<ContextType>;
};
