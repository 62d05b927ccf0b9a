import { doubtActions } from '../../shared/domain/sending/doubt.ts';
import { errorFactory, type PosteError } from '../../shared/errors.ts';

const RETRY = 'Réessayez ; si l’erreur se répète, transmettez le détail au support.';
const KEPT = 'L’envoi reste dans la boîte d’envoi et repartira de lui-même.';

/** The DMP's refusals in French (dmp.md 11, EX_GEN-1145) and the conclusions the client draws by itself. */
export const dmpError = errorFactory({
  DMP_ABSENT: ['Ce patient n’a pas de DMP.', 'Envoyez le document par MSSanté ou remettez-le au patient.'],
  DMP_CLOSED: ['Le DMP de ce patient est fermé.', 'Envoyez le document par MSSanté ou remettez-le au patient.'],
  DMP_BLOCKED: ['Le patient a bloqué votre accès.', 'Parlez-en avec le patient ; lui seul peut lever le blocage.'],
  DMP_CERTIFICATE: ['Carte ou certificat non accepté par le DMP.', 'Vérifiez la validité de la carte ; sinon contactez le support.'],
  DMP_RIGHTS: ['Votre profil ne permet pas cette action.', 'Faites-la faire par un professionnel autorisé.'],
  DMP_STRUCTURE: ['Structure non reconnue pour votre carte.', 'Vérifiez la situation d’exercice choisie.'],
  DMP_UNKNOWN_PATIENT: ['DMP introuvable pour cet INS.', 'Vérifiez l’INS du patient, puis l’existence de son DMP.'],
  DMP_METADATA: ['Document refusé : métadonnées non conformes.', 'Corrigez le type, le titre ou les dates ; sinon transmettez le détail au support.'],
  DMP_CONTENT: ['Document refusé : contenu non conforme.', 'Vérifiez le document ; sinon transmettez le détail au support.'],
  DMP_DUPLICATE: ['Ce document est déjà dans le DMP.', 'Rien à faire : il ne sera pas envoyé une seconde fois.'],
  DMP_OTHER_HASH: ['Un autre document porte le même identifiant.', 'Créez de nouveau le document, puis envoyez-le.'],
  DMP_DOCUMENT_UNKNOWN: ['Document introuvable ou supprimé.', 'Actualisez la liste des documents.'],
  DMP_TOO_MANY: ['Trop de documents : précisez la période.', 'Réduisez la période ou les types recherchés.'],
  DMP_REPLACED: ['Ce document a déjà été remplacé.', 'Actualisez la liste, puis repartez de la dernière version.'],
  DMP_VERSION: ['Le document a changé depuis sa lecture.', 'Actualisez la liste, puis recommencez.'],
  DMP_CHANGE_REFUSED: ['Modification refusée.', 'Vérifiez vos droits sur ce document.'],
  DMP_BUSY: ['DMP momentanément indisponible.', KEPT],
  DMP_TECHNICAL: ['Erreur technique ({code}).', RETRY],
  /** Codes that no public list knows. */
  DMP_REFUSED: ['Le DMP a refusé la demande ({code}).', RETRY],
  /** HL7 AE/AR: the text of the acknowledgement is for the user. */
  DMP_QUERY_REFUSED: ['Le DMP a refusé la demande : {text}', RETRY],
  DMP_UNREACHABLE: ['Le DMP est injoignable.', 'Vérifiez la connexion. L’envoi attend dans la boîte d’envoi.'],
  /** The request may have been carried out. */
  DMP_NO_ANSWER: ['Le DMP n’a pas répondu.', doubtActions.dmp],
  /** Some answer so after they have carried it out. */
  DMP_INTERNAL: ['Le DMP a rencontré une erreur.', doubtActions.dmp],
  DMP_GARBAGE: ['La réponse du DMP est incompréhensible.', doubtActions.dmp],
  DMP_INPUT: ['Le document ne peut pas être envoyé au DMP.', 'Vérifiez le document ({why}).'],
  MIME_MALFORMED: ['Le message est mal formé.', 'Vérifiez le fichier ou demandez-le de nouveau.'],
  MIME_TOO_LARGE: ['Le message dépasse la taille acceptée.', 'Demandez un message plus petit à son émetteur.'],
  DMP_MESSAGE_UNKNOWN: ['Ce fichier n’est pas un message du DMP.', 'Choisissez un message SOAP du DMP ou un VIHF.'],
  MTOM_PART_MISSING: ['Un document annoncé manque dans le message.', 'Recommencez la lecture du document.'],
});

type DmpErrorCode = Parameters<typeof dmpError>[0];

/** Registry and repository codes (dmp.md 11; IHE ITI TF-3 4.2.4.1). `TECHNICAL` = malformed request: ours to mend. */
const BY_XDS_CODE: Readonly<Record<string, DmpErrorCode>> = {
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
  // A Fault of the server's own, SOAP 1.2 and 1.1, without subcode.
  Receiver: 'DMP_INTERNAL',
  Server: 'DMP_INTERNAL',
};

/** Faults that have no subcode of their own and are known by their text (dmp.md 4 and 11). */
const BY_FAULT_TEXT: readonly (readonly [RegExp, DmpErrorCode])[] = [
  [/structure introuvable|ps et structure non li|aucun authorinstitution/i, 'DMP_STRUCTURE'],
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
