/** What can go wrong when the engine starts; everything later is answered in the protocol's own error codes. */
export type KafkaEngineFault =
  | 'ENGINE_REFUSED_IN_PRODUCTION'
  | 'ENGINE_OPTIONS_INVALID'
  | 'ENGINE_DATA_IN_USE'
  | 'ENGINE_DATA_UNREADABLE'
  | 'ENGINE_LISTEN_FAILED'
  | 'ENGINE_STOPPED';
