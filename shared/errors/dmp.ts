import { defineErrors } from './define.ts';
import { doubtActions } from './sending.ts';

const RETRY = 'Réessayez ; si l’erreur se répète, transmettez le détail au support.';
const KEPT = 'L’envoi reste dans la boîte d’envoi et repartira de lui-même.';

/**
 * The DMP's refusals in French (dmp/README 8, EX_GEN-1145), the conclusions the client draws by itself, and what keeps a
 * document from it.
 */
export const dmpErrors = defineErrors({
  DMP_ABSENT: {
    message: 'Ce dossier n’a pas de DMP.',
    action: 'Envoyez le document par MSSanté ou remettez-le en main propre.',
    health: 'answer',
  },
  DMP_CLOSED: { message: 'Ce DMP est fermé.', action: 'Envoyez le document par MSSanté ou remettez-le en main propre.', health: 'answer' },
  DMP_BLOCKED: {
    message: 'Votre accès à ce DMP a été bloqué.',
    action: 'Parlez-en avec la personne concernée ; elle seule peut lever le blocage.',
    health: 'answer',
  },
  DMP_PARAMETERS: {
    message: 'Le fichier de paramètres du DMP n’est pas lisible.',
    action: 'Rien à faire : les derniers paramètres connus continuent de servir.',
  },
  DMP_CERTIFICATE: {
    message: 'Carte ou certificat non accepté par le DMP.',
    action: 'Vérifiez la validité de la carte ; sinon contactez le support.',
    health: 'authentication',
  },
  DMP_RIGHTS: {
    message: 'Votre profil ne permet pas cette action.',
    action: 'Faites-la faire par un professionnel autorisé.',
    health: 'answer',
  },
  DMP_STRUCTURE: {
    message: 'Structure non reconnue pour votre carte.',
    action: 'Vérifiez la situation d’exercice choisie.',
    health: 'answer',
  },
  DMP_SPECIALITY: {
    message: 'Le DMP ne reconnaît pas votre spécialité.',
    action: 'Vérifiez la carte et la situation d’exercice choisie ; sinon transmettez le détail au support.',
    health: 'answer',
  },
  DMP_UNKNOWN_PATIENT: { message: 'DMP introuvable pour cet INS.', action: 'Vérifiez l’INS, puis l’existence du DMP.', health: 'answer' },
  DMP_METADATA: {
    message: 'Document refusé : métadonnées non conformes.',
    action: 'Corrigez le type, le titre ou les dates ; sinon transmettez le détail au support.',
    health: 'answer',
  },
  DMP_CONTENT: {
    message: 'Document refusé : contenu non conforme.',
    action: 'Vérifiez le document ; sinon transmettez le détail au support.',
    health: 'answer',
  },
  DMP_DUPLICATE: {
    message: 'Ce document est déjà dans le DMP.',
    action: 'Rien à faire : il ne sera pas envoyé une seconde fois.',
    health: 'answer',
  },
  DMP_OTHER_HASH: {
    message: 'Un autre document porte le même identifiant.',
    action: 'Créez de nouveau le document, puis envoyez-le.',
    health: 'answer',
  },
  DMP_DOCUMENT_UNKNOWN: { message: 'Document introuvable ou supprimé.', action: 'Actualisez la liste des documents.', health: 'answer' },
  DMP_TOO_MANY: {
    message: 'Trop de documents : précisez la période.',
    action: 'Réduisez la période ou les types recherchés.',
    health: 'answer',
  },
  DMP_REPLACED: {
    message: 'Ce document a déjà été remplacé.',
    action: 'Actualisez la liste, puis repartez de la dernière version.',
    health: 'answer',
  },
  DMP_VERSION: { message: 'Le document a changé depuis sa lecture.', action: 'Actualisez la liste, puis recommencez.', health: 'answer' },
  DMP_CHANGE_REFUSED: { message: 'Modification refusée.', action: 'Vérifiez vos droits sur ce document.', health: 'answer' },
  /** `next`, here and below: what is done about a send; reading and changing have their own (electron/dmp/errors.ts `told`). */
  DMP_BUSY: { message: 'DMP momentanément indisponible.', action: '{next}', values: { next: KEPT }, resend: 'retry', health: 'service' },
  DMP_TECHNICAL: { message: 'Erreur technique ({code}).', action: RETRY, health: 'answer' },
  /** Codes that no public list knows. */
  DMP_REFUSED: { message: 'Le DMP a refusé la demande ({code}).', action: RETRY, health: 'answer' },
  /** HL7 AE/AR: the text of the acknowledgement is for the user. */
  DMP_QUERY_REFUSED: { message: 'Le DMP a refusé la demande : {text}', action: RETRY, health: 'answer' },
  DMP_UNREACHABLE: {
    message: 'Le DMP est injoignable.',
    action: 'Vérifiez la connexion. {next}',
    values: { next: 'L’envoi attend dans la boîte d’envoi.' },
    resend: 'retry',
    health: 'beneath',
  },
  /** The request may have been carried out. */
  DMP_NO_ANSWER: {
    message: 'Le DMP n’a pas répondu.',
    action: '{next}',
    values: { next: doubtActions.dmp },
    resend: 'unknown',
    health: 'beneath',
  },
  /** Some answer so after they have carried it out. */
  DMP_INTERNAL: {
    message: 'Le DMP a rencontré une erreur.',
    action: '{next}',
    values: { next: doubtActions.dmp },
    resend: 'unknown',
    health: 'service',
  },
  DMP_GARBAGE: {
    message: 'La réponse du DMP est incompréhensible.',
    action: '{next}',
    values: { next: doubtActions.dmp },
    resend: 'unknown',
    health: 'service',
  },
  DMP_INPUT: { message: 'Le document ne peut pas être envoyé au DMP.', action: 'Vérifiez le document ({why}).' },
  /** Its bytes are not those that the list announces, by hash or size. */
  DMP_ALTERED: {
    message: 'Le document reçu n’est pas celui que le DMP annonce.',
    action: 'Il n’est pas ouvert. Actualisez la liste, puis réessayez ; si l’erreur se répète, transmettez le détail au support.',
  },
  DMP_DOCUMENT_TOO_LARGE: { message: 'Ce document est trop volumineux pour être ouvert ici.', action: 'Consultez-le sur le site du DMP.' },
  DMP_OTHER_PATIENT: {
    message: 'Ce document porte le matricule d’une autre personne.',
    action: 'Il n’est pas ouvert. Transmettez le détail au support.',
  },
  DMP_INCOMPLETE: {
    message: 'Le DMP ne dit pas tout ce qu’il faut pour ouvrir ou modifier ce document.',
    action: 'Actualisez la liste, puis recommencez ; sinon transmettez le détail au support.',
  },
  DMP_SEARCH: { message: 'Le nom recherché est trop court.', action: 'Saisissez au moins deux lettres du nom.' },
  MIME_MALFORMED: { message: 'Le message est mal formé.', action: 'Vérifiez le fichier ou demandez-le de nouveau.' },
  MIME_TOO_LARGE: { message: 'Le message dépasse la taille acceptée.', action: 'Demandez un message plus petit à son émetteur.' },
  DMP_MESSAGE_UNKNOWN: {
    message: 'Ce fichier n’est pas un message du DMP.',
    action: 'Choisissez un message du DMP ou une assertion (VIHF).',
  },
  MTOM_PART_MISSING: { message: 'Un document annoncé manque dans le message.', action: 'Recommencez la lecture du document.' },
  DMP_PROFESSIONALS_ONLY: {
    message: 'Document pour les professionnels seuls : il n’est pas déposé au DMP.',
    action: 'Changez la visibilité pour le déposer.',
  },
  DMP_TYPE: { message: 'Le DMP n’accepte pas ce type de document.', action: 'Choisissez un autre type, ou envoyez-le par MSSanté.' },
  DMP_FEEDING_OPPOSED: {
    message: 'Opposition enregistrée à l’alimentation du DMP.',
    action: 'Envoyez le document par MSSanté, ou enregistrez son nouveau choix s’il en a changé.',
  },
  DMP_FEEDING_RECEIVED: {
    message: 'Une opposition à l’alimentation du DMP a été reçue ({sender}), et personne ne l’a confirmée ici.',
    action: 'Voyez-la avec la personne concernée : confirmez-la ou levez-la dans « Droits et information ».',
  },
  DMP_INS_NOT_QUALIFIED: {
    message: 'L’identité n’est pas qualifiée : le DMP demande un matricule INS qualifié.',
    action: 'Interrogez INSi et enregistrez la pièce d’identité présentée.',
  },
});

export type DmpCode = keyof typeof dmpErrors;
