import type { worklistCalls } from '../../../shared/contract/worklists.ts';
import type { CommonPorts } from '../../usecases/common-ports.ts';
import { createApart } from '../../usecases/worklists/create-apart.ts';
import { getWorklists, type WorklistsPorts } from '../../usecases/worklists/get-worklists.ts';
import { settleConflict } from '../../usecases/worklists/settle-conflict.ts';
import type { Handlers } from '../bridge.ts';
import { done } from './answers.ts';

export interface WorklistHandlersPorts extends CommonPorts, WorklistsPorts {}

/** Records that ask for somebody's work. */
export function worklistHandlers(ports: WorklistHandlersPorts): Pick<Handlers, keyof typeof worklistCalls> {
  const settle = settleConflict(ports);
  const create = createApart(ports);
  return {
    'worklists.get': getWorklists(ports),
    'worklists.settle': ({ conflict }) => done(settle(conflict)),
    'worklists.createApart': async ({ conflict }) => ({ id: await create(conflict) }),
  };
}
