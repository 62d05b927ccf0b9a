import type { consentCalls } from '../../../shared/contract/consent.ts';
import type { Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import { agree } from '../../usecases/consent/agree.ts';
import { correctSlip } from '../../usecases/consent/correct-slip.ts';
import { recordAtRequest } from '../../usecases/consent/record-at-request.ts';
import { viewWord, type ViewWordPorts } from '../../usecases/consent/view-word.ts';
import { closeEpisode } from '../../usecases/episodes/close-episode.ts';
import { openEpisode } from '../../usecases/episodes/open-episode.ts';
import { setCorrespondents } from '../../usecases/episodes/set-correspondents.ts';
import { declareCollective, withdrawCollective } from '../../usecases/structure/collective.ts';
import { saveNotice } from '../../usecases/structure/save-notice.ts';
import { viewStructure } from '../../usecases/structure/view.ts';
import type { Handlers } from '../bridge.ts';
import { done, thenShown } from './answers.ts';

export interface ConsentHandlersPorts extends ViewWordPorts {
  readonly trusts: Trusts;
}

/** What a patient was told and answers, their episodes, and what the structure tells everybody. */
export function consentHandlers(ports: ConsentHandlersPorts): Pick<Handlers, keyof typeof consentCalls> {
  const structure = viewStructure(ports);
  const atRequest = recordAtRequest(ports);
  const correct = correctSlip(ports);
  const agreed = agree(ports);
  const open = openEpisode(ports);
  const close = closeEpisode(ports);
  const correspond = setCorrespondents(ports);
  return {
    'consent.get': viewWord(ports),
    'consent.recordAtRequest': (input) => done(atRequest(input)),
    'consent.correctSlip': (input) => done(correct(input)),
    'consent.agree': (input) => done(agreed(input)),
    'episodes.open': (input) => done(open(input)),
    'episodes.close': (input) => done(close(input)),
    'episodes.setCorrespondents': (input) => done(correspond(input)),
    'structure.get': structure,
    'structure.declareCollective': thenShown(declareCollective(ports), structure),
    'structure.withdrawCollective': thenShown(withdrawCollective(ports), structure),
    'structure.saveNotice': thenShown(saveNotice(ports), structure),
  };
}
