import { ServerError } from '../error.ts';
import type { Session } from '../transaction/sessions.ts';
import { recordReply, recordedReply } from '../transaction/sessions.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import type { Command, CommandContext } from './context.ts';

const DONE = { ok: 1 };

function required(context: CommandContext): { session: Session; number: number } {
  const { session, body } = context;
  const number = body['txnNumber'];
  if (session === null || typeof number !== 'number' || body['autocommit'] !== false) {
    throw new ServerError('InvalidOptions', `${context.name} must be run within a transaction`);
  }
  return { session, number };
}

/** True when the transaction was committed before; its mark lies in the database it wrote to. */
function committedBefore(context: CommandContext, session: Session, number: number): boolean {
  const { transaction } = session;
  if (transaction !== null && transaction.number === number) return transaction.isCommitted;
  if (session.lastNumber > number) return false;
  return context.state.databases.all().some((database) => {
    try {
      return recordedReply(database, session, number) !== null;
    } catch (error) {
      if (error instanceof ServerError) return false;
      throw error;
    }
  });
}

function runCommit(context: CommandContext): Doc {
  const { session, number } = required(context);
  if (committedBefore(context, session, number)) return DONE;
  const { sessions, now } = context.state;
  const transaction = sessions.current(session, number, now());
  transaction.commit((database) => {
    recordReply(database, session, { number, reply: encodeDocument(DONE), now: now() });
  });
  return DONE;
}

function runAbort(context: CommandContext): Doc {
  const { session, number } = required(context);
  if (session.transaction?.number === number && session.transaction.isCommitted) {
    throw new ServerError('TransactionCommitted', `Transaction ${number} has been committed.`);
  }
  context.state.sessions.current(session, number, context.state.now()).end();
  return DONE;
}

export const TRANSACTION_COMMANDS: Readonly<Record<string, Command>> = {
  commitTransaction: { fields: ['recoveryToken'], run: runCommit },
  abortTransaction: { fields: ['recoveryToken'], run: runAbort },
};
