import type { ReadCoded } from '../../shared/domain/types.ts';
import { fromDtm } from '../xds/times.ts';
import { at, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { HABILITATIONS_NS } from './constants.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { readOutput, type ServiceOutput } from './service-output.ts';

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
