/** Why messaging refuses or parks something. */
export type MessagingFault =
  | 'BROKER_ADDRESS_INVALID'
  | 'KAFKA_UNREACHABLE'
  | 'PUBLISH_FAILED'
  | 'CO_PARTITION_MISMATCH'
  | 'EVENT_INVALID'
  | 'EVENT_TOO_LARGE'
  | 'OUTBOX_OUTSIDE_TRANSACTION'
  | 'SUBSCRIPTION_INVALID'
  | 'MESSAGING_STARTED'
  | 'PARKED_UNKNOWN'
  | ParkReason;

/** Why a message that could not even be handed to its handler lies in the dead-letter topic. */
export type ParkReason =
  | 'BROKEN_MESSAGE'
  | 'UNKNOWN_TYPE'
  | 'CONTRACT_BREACH'
  | 'CLAIM_INVALID'
  | 'CLAIM_TAMPERED'
  | 'CLAIM_MISSING';
