import { defineErrors } from './define.ts';

/** Why a foreign XML document is not read. */
export const xmlErrors = defineErrors({
  XML_ENCODING: { message: 'Le document XML n’est pas en UTF-8.', action: 'Demandez un document en UTF-8 à son émetteur.' },
  XML_DTD: { message: 'Le document XML contient une DTD, refusée par sécurité.', action: 'Demandez un document sans DTD à son émetteur.' },
  XML_NODES: {
    message: 'Le document XML contient trop d’éléments, d’attributs ou de commentaires.',
    action: 'Demandez un document plus petit à son émetteur.',
  },
  XML_TOO_SLOW: { message: 'Le document XML est trop long à ouvrir.', action: 'Demandez un document plus petit à son émetteur.' },
  XML_TOO_HEAVY: {
    message: 'Le document XML demande trop de mémoire pour être ouvert.',
    action: 'Demandez un document plus petit à son émetteur.',
  },
  XML_LOST: {
    message: 'La lecture du document XML s’est arrêtée deux fois avant sa fin.',
    action: 'Recommencez ; si cela se répète, demandez un document plus petit à son émetteur.',
  },
  XML_DEPTH: { message: 'Le document XML est trop imbriqué.', action: 'Demandez un autre document à son émetteur.' },
  XML_MALFORMED: { message: 'Le document XML est mal formé.', action: 'Vérifiez le fichier ou demandez-le de nouveau à son émetteur.' },
});
