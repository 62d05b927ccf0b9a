import type { preparationCalls } from '../../../shared/contract/preparation.ts';
import { feedForDelegator } from '../../usecases/documents/feed-for-delegator.ts';
import { giveBackDocument } from '../../usecases/documents/give-back-document.ts';
import { prepareDocument } from '../../usecases/documents/prepare-document.ts';
import { takeBackDocument } from '../../usecases/documents/take-back-document.ts';
import { viewDocument } from '../../usecases/documents/view.ts';
import type { Handlers } from '../bridge.ts';
import { thenRow, type DocumentHandlersPorts } from './documents.ts';
import { onceRead } from './once-read.ts';

/** Documents prepared for whoever answers for them. */
export function preparationHandlers(ports: DocumentHandlersPorts): Pick<Handlers, keyof typeof preparationCalls> {
  const view = viewDocument(ports.store, ports.shown);
  const prepare = prepareDocument(ports);
  const takeBack = takeBackDocument(ports);
  const giveBack = giveBackDocument(ports);
  const feedFor = feedForDelegator(ports);
  return {
    'documents.prepare': thenRow(onceRead(ports, prepare), view),
    'documents.takeBack': thenRow(({ id }) => takeBack(id), view),
    'documents.giveBack': thenRow(giveBack, view),
    'documents.feedFor': thenRow(onceRead(ports, feedFor), view),
  };
}
