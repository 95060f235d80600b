import type { Clock } from '@bulkhead/core-base';
import { Fault, isFault } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { transact } from '@bulkhead/platform-mongo';
import { withSpan } from '@bulkhead/platform-telemetry';
import { ROOT_CONTEXT, context } from '@opentelemetry/api';
import type { ClaimStore } from '../claim/claim-store.ts';
import type { Envelope } from '../envelope.ts';
import type { MessagingFault } from '../fault.ts';
import type { Inbox } from '../inbox.ts';
import type { Outgoing } from '../kafka/producer.ts';
import type { Delivery, Leaving, Route } from './delivery.ts';
import type { Failure } from './failure.ts';
import { causeOf, isHopeless, shortened, toDeadLetter, toRetry } from './failure.ts';
import { HEADER, headerNumber, headerText } from './header.ts';
import type { Lanes } from './lanes.ts';
import { openEnvelope, openEvent } from './opening.ts';
import { GivenUp, pause } from './pause.ts';
import type { Slots } from './slots.ts';
import type { AnySubscription } from './subscription.ts';

/** What all processors of a service have in common. */
export interface ProcessorParts {
  readonly connection: MongoConnection;
  readonly inbox: Inbox;
  readonly claims: ClaimStore | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lanes: Lanes;
  readonly send: (messages: readonly Outgoing[]) => Promise<void>;
  /** Waits of the retry topics, shortest first. */
  readonly retryDelaysMs: readonly number[];
  /** Waits between attempts in place. */
  readonly inPlaceDelaysMs: readonly number[];
}

/** What one topic's messages are for, in one consumer group. */
export interface ProcessorPlan {
  readonly group: string;
  /** The topic the messages were first published to. */
  readonly origin: string;
  readonly unit: string;
  /** Which of the topic's types are handled, and by whom. */
  readonly subscriptions: ReadonlyMap<string, AnySubscription>;
  /** Types that belong on the topic and are none of this group's business. */
  readonly ignored: ReadonlySet<string>;
  readonly slots: Slots;
  /** True for a retry topic: its messages wait for their time. */
  readonly isRetry: boolean;
}

const SEND_BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000];

/** Takes one message after the other through checking, handling, retrying and parking. */
export class Processor implements Route {
  readonly unit: string;
  readonly holdsBackground: boolean;
  private readonly parts: ProcessorParts;
  private readonly plan: ProcessorPlan;

  constructor(parts: ProcessorParts, plan: ProcessorPlan) {
    this.parts = parts;
    this.plan = plan;
    this.unit = plan.unit;
    this.holdsBackground = !plan.isRetry && this.lane === 'interactive';
  }

  async process(delivery: Delivery, leaving: Leaving): Promise<void> {
    const only = headerText(delivery.headers, HEADER.redriveFor);
    if (only !== undefined && only !== this.plan.group) return;
    if (this.plan.isRetry) await this.waitForItsTime(delivery, leaving.waiting);
    let attempts = this.plan.isRetry ? (headerNumber(delivery.headers, HEADER.attempts) ?? 0) : 0;
    for (;;) {
      attempts += 1;
      try {
        await this.attempt(delivery, attempts, leaving);
        return;
      } catch (error) {
        if (error instanceof GivenUp || leaving.handling.aborted) throw new GivenUp();
        const settled = await this.settle(this.failure(delivery, attempts, error), leaving.waiting);
        if (settled) return;
      }
    }
  }

  private get lane(): string | undefined {
    return this.first?.contract.lane;
  }

  private get first(): AnySubscription | undefined {
    return this.plan.subscriptions.values().next().value;
  }

  private async waitForItsTime(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const notBefore = headerNumber(delivery.headers, HEADER.notBefore) ?? 0;
    const longest = Math.max(0, ...this.parts.retryDelaysMs);
    // A header from outside, or a clock that jumped, must not hold the topic for ever.
    await pause(Math.min(notBefore - this.parts.clock.now().getTime(), longest), signal);
  }

  private async attempt(delivery: Delivery, attempt: number, leaving: Leaving): Promise<void> {
    const envelope = openEnvelope(delivery);
    const subscription = this.plan.subscriptions.get(envelope.type);
    if (subscription === undefined) {
      if (this.plan.ignored.has(envelope.type)) return;
      throw new Fault<MessagingFault>('invalid', 'UNKNOWN_TYPE', 'no contract of this topic has the type', {
        details: { type: envelope.type },
      });
    }
    if (this.lane === 'background') await this.parts.lanes.background(leaving.waiting);
    const giveBack = await this.plan.slots.take(leaving.waiting);
    try {
      await this.inSpan(envelope, { delivery, attempt }, () =>
        this.handle({ delivery, envelope, subscription, attempt, signal: leaving.handling }),
      );
    } finally {
      giveBack();
    }
  }

  /** A span of the trace that wrote the event; never of whatever happened to start this consumer. */
  private inSpan(envelope: Envelope, { delivery, attempt }: Tried, work: () => Promise<void>): Promise<void> {
    const options = {
      name: `${envelope.type} process`,
      kind: 'consumer' as const,
      traceparent: envelope.traceparent,
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.type': 'process',
        'messaging.destination.name': delivery.topic,
        'messaging.consumer.group.name': this.plan.group,
        'messaging.message.id': envelope.id,
        'bulkhead.attempt': attempt,
      },
    };
    return context.with(ROOT_CONTEXT, () => withSpan(options, work));
  }

  private async handle(call: Call): Promise<void> {
    const { delivery, envelope, subscription, attempt, signal } = call;
    const { connection, inbox, claims } = this.parts;
    const event = await openEvent({ delivery, envelope, contract: subscription.contract, claims, attempt });
    const logger = this.parts.logger.child({ event: event.id, type: event.type, key: event.key });
    if (subscription.once !== true) {
      await subscription.handle(event, { signal, logger, attempt });
      return;
    }
    await transact(connection, async (session) => {
      if (!(await inbox.once(this.plan.group, event.id, session))) return;
      await subscription.handle(event, { signal, logger, attempt, session });
    });
  }

  /** Decides what a failed attempt means; true when the message is out of the way, false when it is tried again here. */
  private async settle(failure: Failure, signal: AbortSignal): Promise<boolean> {
    const subscription = this.first;
    const inPlace = subscription?.retry === 'in-place';
    const delays = inPlace ? this.parts.inPlaceDelaysMs : this.parts.retryDelaysMs;
    const allowed = subscription?.attempts ?? delays.length + 1;
    const delay = delays[Math.min(failure.attempts, delays.length) - 1];
    const hopeless = isHopeless(failure.error) || failure.attempts >= allowed || delay === undefined;
    if (hopeless) return this.park(failure, signal);
    this.log('event will be tried again', failure, delay);
    if (!inPlace) return (await this.deliver(toRetry(failure, delay), signal)) || this.park(failure, signal);
    await pause(delay, signal);
    return false;
  }

  private async park(failure: Failure, signal: AbortSignal): Promise<boolean> {
    this.log('event parked', failure);
    const letter = toDeadLetter(failure);
    return (await this.deliver(letter, signal)) || this.deliver(shortened(letter), signal);
  }

  /**
   * The message must be somewhere before its offset may be committed: tries until it is, or until given up. False when
   * the broker will never take it: a message near its limit has no room for its history.
   */
  private async deliver(message: Outgoing, signal: AbortSignal): Promise<boolean> {
    for (let failures = 0; ; failures += 1) {
      try {
        await this.parts.send([message]);
        return true;
      } catch (error) {
        this.parts.logger.warn('retry or dead letter not published', { topic: message.topic, failures, error });
        if (isFault(error) && error.kind === 'invalid') return false;
      }
      await pause(SEND_BACKOFF_MS[failures] ?? 5_000, signal);
    }
  }

  private failure(delivery: Delivery, attempts: number, error: unknown): Failure {
    const { group, origin } = this.plan;
    return { delivery, origin, group, attempts, error, now: this.parts.clock.now() };
  }

  private log(message: 'event parked' | 'event will be tried again', failure: Failure, delayMs?: number): void {
    const { delivery, attempts, error } = failure;
    const fields = {
      topic: delivery.topic,
      partition: delivery.partition,
      offset: String(delivery.offset),
      group: this.plan.group,
      attempts,
      cause: causeOf(error),
      error,
      ...(delayMs === undefined ? {} : { delayMs }),
    };
    if (message === 'event parked') this.parts.logger.error(message, fields);
    else this.parts.logger.warn(message, fields);
  }
}

interface Tried {
  readonly delivery: Delivery;
  readonly attempt: number;
}

interface Call extends Tried {
  readonly envelope: Envelope;
  readonly subscription: AnySubscription;
  readonly signal: AbortSignal;
}
