import { fail, PosteError, type Fail } from '../../shared/errors.ts';
import type { DmpCode } from '../../shared/errors/dmp.ts';

/** The DMP's refusals in French (dmp/README 8, EX_GEN-1145) and the conclusions the client draws by itself. */
export const dmpError: Fail<DmpCode> = fail;

/** Registry and repository codes (dmp/README 8; IHE ITI TF-3 4.2.4.1). `TECHNICAL` = malformed request: ours to mend. */
const BY_XDS_CODE: Readonly<Record<string, DmpCode>> = {
  DMPInvalidCertificate: 'DMP_CERTIFICATE',
  DMPAccessDeniedByRightsService: 'DMP_RIGHTS',
  XDSUnknownPatientId: 'DMP_UNKNOWN_PATIENT',
  XDSRegistryMetadataError: 'DMP_METADATA',
  XDSRepositoryMetadataError: 'DMP_METADATA',
  InvalidDocumentContent: 'DMP_CONTENT',
  XDSDuplicateUniqueIdInRegistry: 'DMP_DUPLICATE',
  XDSRegistryDuplicateUniqueIdInMessage: 'DMP_DUPLICATE',
  XDSRepositoryDuplicateUniqueIdInMessage: 'DMP_DUPLICATE',
  XDSNonIdenticalHash: 'DMP_OTHER_HASH',
  XDSNonIdenticalSize: 'DMP_OTHER_HASH',
  XDSDocumentUniqueIdError: 'DMP_DOCUMENT_UNKNOWN',
  XDSPatientIdDoesNotMatch: 'DMP_TECHNICAL',
  XDSMissingDocument: 'DMP_TECHNICAL',
  XDSMissingDocumentMetadata: 'DMP_TECHNICAL',
  XDSUnknownRepositoryId: 'DMP_TECHNICAL',
  XDSStoredQueryMissingParam: 'DMP_TECHNICAL',
  XDSStoredQueryParamNumber: 'DMP_TECHNICAL',
  XDSUnknownStoredQuery: 'DMP_TECHNICAL',
  XDSTooManyResults: 'DMP_TOO_MANY',
  XDSRegistryDeprecatedDocumentError: 'DMP_REPLACED',
  XDSReplaceFailed: 'DMP_REPLACED',
  XDSMetadataVersionError: 'DMP_VERSION',
  XDSMetadataUpdateError: 'DMP_CHANGE_REFUSED',
  XDSMetadataUpdateOperationError: 'DMP_CHANGE_REFUSED',
  UnmodifiableMetadataError: 'DMP_CHANGE_REFUSED',
  XDSRegistryBusy: 'DMP_BUSY',
  XDSRepositoryBusy: 'DMP_BUSY',
  XDSRegistryOutOfResources: 'DMP_BUSY',
  XDSRepositoryOutOfResources: 'DMP_BUSY',
  XDSRegistryError: 'DMP_INTERNAL',
  XDSRepositoryError: 'DMP_INTERNAL',
  // WS-Addressing 1.0, SOAP binding 6.4.
  MessageAddressingHeaderRequired: 'DMP_TECHNICAL',
  InvalidAddressingHeader: 'DMP_TECHNICAL',
  ActionNotSupported: 'DMP_TECHNICAL',
  // A Fault of the server's own, SOAP 1.2 and 1.1, without subcode.
  Receiver: 'DMP_INTERNAL',
  Server: 'DMP_INTERNAL',
};

/** Faults that have no subcode of their own and are known by their text (dmp/README 8). */
const BY_FAULT_TEXT: readonly (readonly [RegExp, DmpCode])[] = [
  [/structure introuvable|ps et structure non li|aucun authorinstitution/i, 'DMP_STRUCTURE'],
  [/aucune spécialité/i, 'DMP_SPECIALITY'],
  [/message addressing property is not present/i, 'DMP_TECHNICAL'],
  [/not a valid signature certificate/i, 'DMP_CERTIFICATE'],
];

/**
 * The error of a code the DMP answered.
 *
 * @param code registry errorCode, or Fault subcode without prefix; null when the answer gives none.
 * @param context what the DMP says besides: kept as detail, health identifiers masked.
 */
export function refusal(code: string | null, context: string | null): PosteError {
  const known = code !== null && Object.hasOwn(BY_XDS_CODE, code) ? BY_XDS_CODE[code] : undefined;
  const byText = BY_FAULT_TEXT.find(([pattern]) => pattern.test(`${code ?? ''} ${context ?? ''}`))?.[1];
  const detail = [code, context].filter((part) => part !== null && part !== '').join(' : ');
  return dmpError(known ?? byText ?? 'DMP_REFUSED', { detail: masked(detail), values: { code: code ?? 'sans code' } });
}

/** Hides what looks like a matricule INS (13 characters, with or without key) in a text of the server. */
export function masked(text: string): string {
  return text.replaceAll(/(?<![\w.])[1-478]\d{4}(?:\d{2}|2[AB])\d{6}(?: ?\d{2})?(?![\w.])/g, '***');
}

/** What is done about a failure that is no send's: the outbox sees to those. */
const NEXT = {
  read: 'Réessayez dans quelques minutes.',
  change: 'Actualisez la liste avant de recommencer : le changement est peut-être déjà fait.',
} as const;

/** Sentences that speak of a send unless told otherwise. */
const OF_A_SEND: ReadonlySet<string> = new Set<DmpCode>(['DMP_BUSY', 'DMP_UNREACHABLE', 'DMP_NO_ANSWER', 'DMP_INTERNAL', 'DMP_GARBAGE']);
/** Nothing was carried out. */
const UNDONE: ReadonlySet<string> = new Set<DmpCode>(['DMP_BUSY', 'DMP_UNREACHABLE']);

/**
 * Does something that is not a send; what fails says what to do about that.
 *
 * @throws PosteError that of `act`, with the same code and detail
 */
export async function told<T>(what: keyof typeof NEXT, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof PosteError) || !OF_A_SEND.has(cause.code)) throw cause;
    const { code, detail } = cause;
    throw fail(code, { cause, detail, values: { next: NEXT[UNDONE.has(code) ? 'read' : what] } });
  }
}
