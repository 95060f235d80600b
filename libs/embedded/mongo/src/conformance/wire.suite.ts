import { connect } from 'node:net';
import { serialize } from 'bson';
import { decodeDocument } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';

const OP_MSG = 2013;
const HEADER = 16;

/** An OP_MSG of these sections, byte by byte as the protocol has it. */
export function opMsg(sections: readonly Buffer[], flags = 0): Buffer {
  const body = Buffer.concat(sections);
  const message = Buffer.alloc(HEADER + 4 + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(OP_MSG, 12);
  message.writeUInt32LE(flags, HEADER);
  body.copy(message, HEADER + 4);
  return message;
}

/** One command as a message. */
export function commandMessage(command: Doc): Buffer {
  return opMsg([Buffer.of(0), Buffer.from(serialize(command))]);
}

/** A document sequence section. */
export function sequenceSection(name: string, documents: readonly Doc[]): Buffer {
  const inner = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((doc) => Buffer.from(serialize(doc)))]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(inner.length + 4, 1);
  return Buffer.concat([head, inner]);
}

/** Sends one command without a driver and gives the answer. */
export function sendCommand(socketPath: string, command: Doc): Promise<Doc> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(socketPath, () => socket.write(commandMessage(command)));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      if (bytes.length < HEADER || bytes.length < bytes.readInt32LE(0)) return;
      socket.destroy();
      resolve(decodeDocument(bytes.subarray(HEADER + 5)));
    });
  });
}
