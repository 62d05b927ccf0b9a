import type { Ins } from '../../shared/domain/types.ts';
import type { XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, HABILITATIONS_NS } from './constants.ts';
import { told } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { acceptedOutput, readOutput, type ServiceOutput } from './service-output.ts';
import { ask, type DmpConnection } from './soap.ts';

/**
 * What TD0.3 changes for whoever asks: their access, or their being the patient's médecin traitant. Stopping to be keeps the access
 * (unsure: dmp/README 9).
 */
export type AuthorizationChange = 'add' | 'remove' | 'declare-treating' | 'stop-treating';

const CHANGES: Readonly<Record<AuthorizationChange, readonly [action: 'AJOUT' | 'SUPPRESSION', treating: boolean]>> = {
  add: ['AJOUT', false],
  remove: ['SUPPRESSION', false],
  'declare-treating': ['AJOUT', true],
  'stop-treating': ['SUPPRESSION', true],
};

/**
 * TD0.3: sets or removes the right of whoever asks on this record. Only after an explicit act (R-074). A change that was already
 * made succeeds, and the context says so.
 *
 * @throws PosteError the refusal of the DMP, and those of `exchange`.
 */
export function td03(connection: DmpConnection<'habilitations'>, patient: Ins, change: AuthorizationChange): Promise<ServiceOutput> {
  return told('change', async () => {
    const { body } = await ask(connection, {
      service: 'habilitations',
      action: ACTION.setAuthorization,
      patient,
      body: td03Request(change),
      answer: { ns: HABILITATIONS_NS, name: 'setAuthorizationResponse' },
    });
    return acceptedOutput(body, HABILITATIONS_NS);
  });
}

/** Body of TD0.3: it names nobody, the patient is the VIHF's (RG_3010). */
export function td03Request(change: AuthorizationChange): Xml {
  const [action, treating] = CHANGES[change];
  return xml`<setAuthorization xmlns="${HABILITATIONS_NS}"><action>${action}</action>${treating && xml`<role>MEDECIN_TRAITANT</role>`}</setAuthorization>`;
}

/** An answer of TD0.3: the right of a professional was set, or was not. */
export function readAuthorizationSet(response: XmlElement): DmpMessageFacts & { readonly authorization: ServiceOutput } {
  return { ...messageFacts('authorization', 'TD0.3'), ...readOutput(response, HABILITATIONS_NS) };
}
