import { parked } from '../feed-item.ts';
import type { ByteStream } from './inflate.ts';
import type { RawItem, Reading } from './raw.ts';

const NEWLINE = 0x0a;

/** One document a line (JSON Lines). Blank lines are passed over; a line that is too long is parked unread. */
export async function* readLines(input: ByteStream, label: string, { limits }: Reading): AsyncGenerator<RawItem> {
  const line = new LineBuffer(limits.maxDocumentBytes);
  let number = 0;
  for await (const chunk of input) {
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, at)) {
      number += 1;
      yield* itemOf(line.finish(chunk.subarray(at, end)), `${label}#${number}`);
      at = end + 1;
    }
    line.append(chunk.subarray(at));
  }
  yield* itemOf(line.finish(Buffer.alloc(0)), `${label}#${number + 1}`);
}

function* itemOf(bytes: Buffer | undefined, path: string): Generator<RawItem> {
  if (bytes === undefined) yield parked(path, 'DOCUMENT_TOO_LARGE', 'The line is longer than a document may be.');
  else if (bytes.length > 1) yield { kind: 'raw', path, bytes };
}

/** Collects the pieces of a line up to a bound. */
class LineBuffer {
  readonly #most: number;
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  append(piece: Buffer): void {
    this.#length += piece.length;
    // The piece is copied: streams use their buffers again.
    if (this.#length <= this.#most && piece.length > 0) this.#pieces.push(Buffer.from(piece));
    else if (this.#length > this.#most) this.#pieces = [];
  }

  /** The whole line with its last piece, or undefined when it is too long; the next line starts empty. */
  finish(last: Buffer): Buffer | undefined {
    const isTooLong = this.#length + last.length > this.#most;
    const line = this.#pieces.length === 0 ? last : Buffer.concat([...this.#pieces, last]);
    this.#pieces = [];
    this.#length = 0;
    return isTooLong ? undefined : line;
  }
}
