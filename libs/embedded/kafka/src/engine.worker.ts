import { parentPort, workerData } from 'node:worker_threads';
import { isFault, messageOf } from '@bulkhead/core-base';
import { runBroker } from './broker.ts';
import type { FromWorker, PortableFault, ToWorker, WorkerOptions } from './engine-message.ts';
import type { KafkaEngineFault } from './fault.ts';

const port = parentPort;
if (port === null) throw new Error('the Kafka engine runs as a worker: use startKafkaEngine');

function say(message: FromWorker): void {
  port?.postMessage(message);
}

function portable(error: unknown): PortableFault {
  if (!isFault(error)) {
    return { kind: 'unavailable', code: 'ENGINE_DATA_UNREADABLE', message: messageOf(error), advice: undefined };
  }
  return { kind: error.kind, code: error.code as KafkaEngineFault, message: error.message, advice: error.advice };
}

try {
  const running = await runBroker({ ...(workerData as WorkerOptions), log: (entry) => say({ say: 'log', entry }) });
  port.on('message', (message: ToWorker) => {
    if (message.ask === 'stats') return say({ say: 'stats', id: message.id, stats: running.stats() });
    return void running.close().finally(() => port.close());
  });
  say({ say: 'ready', brokers: running.brokers, sasl: running.sasl });
} catch (error) {
  say({ say: 'failed', fault: portable(error) });
  port.close();
}
