import type { Ins, ReadCoded } from '../../shared/domain/types.ts';
import { fromDtm } from '../xds/times.ts';
import { at, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, HABILITATIONS_NS } from './constants.ts';
import { told } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { acceptedOutput, readOutput, type ServiceOutput } from './service-output.ts';
import { ask, type DmpConnection } from './soap.ts';

/** A professional who may, or may not, open a record (TD1.6). */
export interface DmpAuthorization {
  readonly idNat: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly prefix: null;
  readonly suffix: null;
  readonly speciality: ReadCoded | null;
  readonly structure: null;
  readonly since: string | null;
  readonly mode: string | null;
  readonly medecinTraitant: boolean;
}

/** Whose rights TD1.6 lists: who may open the record, whom the patient blocked, or both. */
export type AuthorizationMode = 'ACTIVE' | 'INTERDITE' | 'TOUTE';

/**
 * TD1.6: the professionals who may open this record, or whom the patient blocked.
 *
 * @throws PosteError the refusal of the DMP, and those of `exchange`.
 */
export function td16(
  connection: DmpConnection<'habilitations'>,
  patient: Ins,
  mode: AuthorizationMode,
): Promise<readonly DmpAuthorization[]> {
  return told('read', async () => {
    const { body } = await ask(connection, {
      service: 'habilitations',
      action: ACTION.listAuthorizations,
      patient,
      body: td16Request(mode),
      answer: { ns: HABILITATIONS_NS, name: 'listAuthorizationByPatientResponse' },
    });
    acceptedOutput(body, HABILITATIONS_NS);
    return readAuthorizations(body).authorizations;
  });
}

/** Body of TD1.6: it names nobody, the patient is the VIHF's (RG_3010). */
export const td16Request = (mode: AuthorizationMode): Xml =>
  xml`<listAuthorizationByPatient xmlns="${HABILITATIONS_NS}"><mode>${mode}</mode></listAuthorizationByPatient>`;

/** An answer of TD1.6: who may, or may not, open the record. */
export function readAuthorizations(
  response: XmlElement,
): DmpMessageFacts & { readonly authorization: ServiceOutput; readonly authorizations: readonly DmpAuthorization[] } {
  return {
    ...messageFacts('authorizations', 'TD1.6'),
    ...readOutput(response, HABILITATIONS_NS),
    authorizations: descendants(response, HABILITATIONS_NS, 'listOfAuthorizationByPatient').map(readAuthorization),
  };
}

function readAuthorization(element: XmlElement): DmpAuthorization {
  const value = (name: string): string | null => text(at(element, HABILITATIONS_NS, name))?.trim() || null;
  const code = value('codeSpeciality');
  const since = value('startOfAuthorization');
  return {
    idNat: value('nationalId'),
    family: value('lastName'),
    given: value('firstName'),
    prefix: null,
    suffix: null,
    speciality: code === null ? null : { code, displayName: value('libSpeciality') ?? code, codeSystem: null },
    structure: null,
    since: since === null ? null : fromDtm(since),
    mode: value('mode'),
    medecinTraitant: elements(element, HABILITATIONS_NS, 'specificRight').some((right) => text(right)?.trim() === 'MEDECIN_TRAITANT'),
  };
}
