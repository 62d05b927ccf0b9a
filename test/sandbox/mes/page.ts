import type { DmpSandbox, PatientDocument, PatientView, Record } from '../dmp/index.ts';
import { STYLE } from './style.ts';

export type Who = 'patient' | 'representative';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' });
const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Paris' });
const at = (iso: string, format: Intl.DateTimeFormat): string => `<time datetime="${iso}">${escape(format.format(new Date(iso)))}</time>`;
/** A lunar date (unknown day or month as 00) is no day of the calendar: shown as it is written. */
const born = (date: string): string => (date.includes('-00') ? escape(date.split('-').toReversed().join('/')) : at(date, day));

const ACTION: Readonly<{ [action: string]: string }> = {
  test: 'A vérifié que votre dossier existe',
  feed: 'A déposé un document',
  search: 'A recherché un document',
};
const MODE: Readonly<{ [mode: string]: string }> = { normal: '', bris_de_glace: 'Accès en urgence', centre_15: 'Accès par le centre 15' };

const nameOf = (record: Record): string => `${capitalise(record.firstNames.split(' ')[0] ?? '')} ${record.birthName}`;
const capitalise = (name: string): string =>
  name.toLowerCase().replaceAll(/(^|[\s'-])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());

/** `/`: the people of the demonstration. */
export function homePage(dmp: DmpSandbox): string {
  const people = dmp.records.map((record) => {
    const count = dmp.patientView(record.matricule)?.documents.length ?? 0;
    const state =
      record.state === 'none' ? 'pas de dossier' : record.state === 'closed' ? 'dossier fermé' : `${count} document${count > 1 ? 's' : ''}`;
    return `<li><a href="/patient/${record.matricule}"><span>${escape(nameOf(record))}</span><span class="state">${born(record.birthDate)} · ${state}</span></a></li>`;
  });
  return layout(
    'Choisir un profil',
    `<h1>Choisir un profil</h1><p class="lead">Ces personnes sont fictives. Choisissez-en une pour voir ce qu’elle voit de son dossier.</p><ul class="people card">${people.join('')}</ul>`,
  );
}

/** `/patient/<matricule>` and `/patient/<matricule>/representant`. */
export function patientPage(record: Record, view: PatientView, who: Who): string {
  const base = `/patient/${record.matricule}`;
  const here = who === 'patient' ? base : `${base}/representant`;
  const tab = (path: string, label: string): string =>
    `<li><a href="${path}"${path === here ? ' aria-current="page"' : ''}>${label}</a></li>`;
  const title = `Mes documents de santé`;
  const head =
    `<h1>${title}</h1><p class="lead">${escape(nameOf(record))}${who === 'representative' ? ', vu par son représentant légal' : ''}</p>` +
    `<ul class="views" aria-label="Qui regarde">${tab(base, 'Le patient')}${tab(`${base}/representant`, 'Son représentant légal')}</ul>`;
  if (record.state === 'none')
    return layout(title, `${head}<div class="card"><p class="empty">Aucun dossier n’est ouvert à ce nom.</p></div>`);
  if (record.state === 'closed')
    return layout(
      title,
      `${head}<div class="card"><p class="empty">Ce dossier est fermé. Plus aucun document ne peut y être ajouté.</p></div>`,
    );
  return layout(title, head + notifications(view) + documents(view, here) + accesses(view));
}

function notifications(view: PatientView): string {
  const latest = view.notifications.toReversed().slice(0, 3);
  if (latest.length === 0) return '';
  return `<section aria-label="Notifications">${latest.map((one) => `<p class="note"><span>${escape(one.text)}</span>${at(one.at, moment)}</p>`).join('')}</section>`;
}

function documents(view: PatientView, here: string): string {
  if (view.documents.length === 0)
    return `<h2>Documents</h2><div class="card"><p class="empty">Vous n’avez pas encore de document.</p></div>`;
  const byCategory = Map.groupBy(view.documents.toReversed(), (document) => document.category);
  const sections = [...byCategory].map(
    ([category, list]) =>
      `<h3>${escape(category)}</h3><ul class="documents card">${list.map((one) => documentItem(one, here)).join('')}</ul>`,
  );
  return `<h2>Documents</h2>${sections.join('')}`;
}

function documentItem(document: PatientDocument, here: string): string {
  const masked = document.flags.includes('MASQUE_PS') ? '<span class="badge">Masqué aux professionnels</span>' : '';
  const author = [document.author, document.institution]
    .filter((part) => part !== '')
    .map(escape)
    .join(', ');
  return (
    `<li><div><p class="title">${escape(document.title)}${masked}</p><p class="facts">${escape(document.typeLabel)}</p>` +
    `<p class="facts">${author} · ${at(document.createdAt, day)}</p>` +
    (document.depositedBy === null
      ? ''
      : `<p class="facts">Déposé par ${escape(document.depositedBy)}, pour ${escape(document.author)}</p>`) +
    `</div>` +
    `<a class="open" href="${here}/document/${document.entryUUID.replace('urn:uuid:', '')}">Ouvrir<span class="sr"> ${escape(document.title)}</span></a></li>`
  );
}

function accesses(view: PatientView): string {
  if (view.accesses.length === 0)
    return `<h2>Qui a accédé à mon dossier</h2><div class="card"><p class="empty">Personne n’a encore accédé à votre dossier.</p></div>`;
  const rows = view.accesses.toReversed().map((access) => {
    const what = [ACTION[access.action] ?? access.action, ...access.documents.map((title) => `« ${title} »`)].join(' ');
    const mode = [MODE[access.mode] ?? '', access.reason ?? ''].filter((part) => part !== '').join(' : ');
    return `<tr><td>${at(access.at, moment)}</td><td>${escape(access.who)}${access.forWhom === null ? '' : `, pour ${escape(access.forWhom)}`}<br>${escape(access.structure)}</td><td>${escape(what)}${mode === '' ? '' : `<br>${escape(mode)}`}</td></tr>`;
  });
  return (
    `<h2 id="acces">Qui a accédé à mon dossier</h2><div class="card scroll" tabindex="0" role="region" aria-labelledby="acces">` +
    `<table><thead><tr><th scope="col">Date</th><th scope="col">Professionnel</th><th scope="col">Action</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}

export function notFoundPage(): string {
  return layout(
    'Page introuvable',
    '<h1>Page introuvable</h1><p class="lead">Cette page n’existe pas, ou ce document n’est pas visible ici.</p><p><a href="/">Choisir un profil</a></p>',
  );
}

function layout(title: string, body: string): string {
  return (
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="google" content="notranslate">` +
    `<title>${escape(title)} · Mon espace santé (simulation)</title><style>${STYLE}</style></head><body><a class="skip" href="#contenu">Aller au contenu</a>` +
    `<header class="top"><div class="top-inner"><a class="brand" href="/"><span aria-hidden="true">♥</span>Mon espace santé</a><span class="tag">Simulation, vue du patient</span></div></header>` +
    `<main id="contenu">${body}</main><footer>Bac à sable : aucune donnée réelle, aucun lien avec le service national.</footer></body></html>`
  );
}
