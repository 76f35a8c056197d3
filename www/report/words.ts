// What the page itself says: buttons, hints, messages. What the report says comes from the scorer.

import type { Failure } from "./protocol";

const english = {
  report: "Report",
  skip: "Skip to the report",
  addFile: "Add file…",
  exportCsv: "Export CSV",
  saveFile: "Save as HTML",
  filter: "Filter by touchpoint",
  computed: "computed in this browser in",
  reading: "Reading",
  rows: "rows",
  of: "of",
  left: "{0} s left",
  soFar: "So far:",
  cancel: "Cancel",
  dropHere: "Drop the files here",
  openHeading: "Open a response file",
  openText: "NDJSON or CSV, one or several. Drop them anywhere on this page, or choose them. They are read here, in this browser, and sent nowhere.",
  choose: "Choose files…",
  noneHeading: "No answers yet",
  noneText: "The file is there, and nobody has answered yet.",
  noneLive: "This page looks again every three seconds: answer the survey, and the first numbers appear by themselves.",
  hiddenYet: "A score is shown from ten answers on.",
  live: "Live: looks for new answers every three seconds",
  nowhere: "Nothing on this page was sent to a server.",
  broken: "The report could not be made",
  close: "Close this message",
  save: "Save as",
  noPart: "there is no part called",
  search: "Search what they wrote",
  more: "Show more",
  by: "Break down by",
  only: "Only",
  hint: "Choose one to see its responses alone.",
  weekHint: "Choose a week to see its responses alone.",
  drop: "Remove",
  dropAll: "Clear all",
  columns: "Columns…",
  oneMapping: "one mapping at a time: the first one was taken. Drop each with the files that it is for.",
  noTable: "no file is open that needs a mapping. Drop it together with the file that it is for.",
  sayColumns: "Say what they are…",
  unknownHeading: "Nobody knows these columns",
  unknownText: "They aren’t called as ours, and no tool that is known wrote the file. Say what they are, and it is read so: here, in this browser.",
};

export type Words = typeof english;

const french: Words = {
  report: "Rapport",
  skip: "Aller au rapport",
  addFile: "Ajouter un fichier…",
  exportCsv: "Exporter en CSV",
  saveFile: "Enregistrer en HTML",
  filter: "Filtrer par point de contact",
  computed: "calculé dans ce navigateur en",
  reading: "Lecture de",
  rows: "lignes",
  of: "sur",
  left: "encore {0} s",
  soFar: "Jusqu’ici :",
  cancel: "Annuler",
  dropHere: "Déposez les fichiers ici",
  openHeading: "Ouvrir un fichier de réponses",
  openText: "NDJSON ou CSV, un ou plusieurs. Déposez-les n’importe où sur cette page, ou choisissez-les. Ils sont lus ici, dans ce navigateur, et ne sont envoyés nulle part.",
  choose: "Choisir des fichiers…",
  noneHeading: "Aucune réponse pour l’instant",
  noneText: "Le fichier est bien là, mais personne n’a encore répondu.",
  noneLive: "Cette page vérifie toutes les trois secondes : répondez au questionnaire, et les premiers chiffres apparaîtront d’eux-mêmes.",
  hiddenYet: "Un score s’affiche à partir de dix réponses.",
  live: "En direct : nouvelles réponses toutes les trois secondes",
  nowhere: "Rien sur cette page n’a été envoyé à un serveur.",
  broken: "Le rapport n’a pas pu être établi",
  close: "Fermer ce message",
  save: "Enregistrer en",
  noPart: "aucune partie ne s’appelle",
  search: "Chercher dans les textes",
  more: "Voir la suite",
  by: "Ventiler par",
  only: "Seulement",
  hint: "Choisissez un élément pour ne voir que ses réponses.",
  weekHint: "Choisissez une semaine pour ne voir que ses réponses.",
  drop: "Retirer",
  dropAll: "Tout retirer",
  columns: "Colonnes…",
  oneMapping: "une correspondance à la fois : la première a été prise. Déposez chacune avec les fichiers qu’elle concerne.",
  noTable: "aucun fichier ouvert n’a besoin d’une correspondance. Déposez-la avec le fichier qu’elle concerne.",
  sayColumns: "Dire ce qu’elles sont…",
  unknownHeading: "Personne ne connaît ces colonnes",
  unknownText: "Elles ne portent pas nos noms, et aucun outil connu n’a écrit ce fichier. Dites ce qu’elles sont, et il sera lu ainsi : ici, dans ce navigateur.",
};

/** The language of the page: what its address asks for, else what the browser prefers. */
export const language: "en" | "fr" = (() => {
  const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages];
  for (const tag of wanted) {
    const known = (["en", "fr"] as const).find((language) => `${tag ?? ""}-`.toLowerCase().startsWith(`${language}-`));
    if (known) return known;
  }
  return "en";
})();

export const words: Words = language === "fr" ? french : english;

/** A number as the language writes it, with up to two decimals: what formats any number in any language is ready later than the first ones. */
function number(value: number, digits = 0): string {
  const [point, group] = language === "fr" ? [",", "\u202f"] : [".", ","];
  return value.toFixed(digits).replace(".", point).replace(/\B(?=(\d{3})+(?!\d))/g, group);
}

/** A count of anything. */
export const count = (value: number) => number(value);

/** A stretch of time in seconds. */
export const time = (seconds: number) => `${number(Math.max(seconds, 0.01), seconds < 9.95 ? 2 : 0)}\u00a0s`;

/** An amount of data. */
export function size(bytes: number): string {
  const unit = language === "fr" ? "o" : "B";
  if (bytes < 1000) return `${count(bytes)}\u00a0${unit}`;
  if (bytes < 1e6) return `${number(bytes / 1e3)}\u00a0k${unit}`;
  return `${number(bytes / 1e6, 1)}\u00a0M${unit}`;
}

/** Why a file isn't in the report, and what to do about it. */
export function failed({ name, reason, status, why }: Failure): string {
  const said = status ? ` (HTTP ${status})` : "";
  if (language === "fr") {
    return {
      not_found: `« ${name} » n’existe pas à cette adresse${said}. Vérifiez « src » dans l’adresse de cette page, ou déposez le fichier ici.`,
      refused: `Le serveur refuse de donner « ${name} »${said}. Demandez-y l’accès, ou déposez le fichier ici.`,
      unreachable: `« ${name} » est injoignable : réseau coupé, ou un autre site qui n’autorise pas cette page (CORS). Servez le fichier depuis ce site, ou déposez-le ici.`,
      interrupted: `La connexion s’est interrompue pendant la lecture de « ${name} », qui n’est donc pas compté. Rechargez la page pour réessayer.`,
      unreadable: `« ${name} » ne peut être lu depuis le disque : déplacé, modifié, ou c’est un dossier. Choisissez-le de nouveau.`,
      swollen: `« ${name} » se déploie à plus de cent fois sa taille : la lecture s’est arrêtée là et le fichier n’est pas compté. Servez-le sans compression si c’est bien ce qu’il doit être.`,
      cancelled: `La lecture de « ${name} » a été annulée : il n’est pas compté.`,
      unlike: `« ${name} » n’est pas compté. Ce que dit son lecteur : ${why}`,
      stopped: `La lecture de « ${name} » s’est arrêtée au milieu, par une faute de Madeleine : il n’est pas compté, les autres le sont. Signalez-la avec ce fichier, s’il vous plaît.`,
    }[reason];
  }
  return {
    not_found: `There is no “${name}” at this address${said}. Check “src” in the address of this page, or drop the file here.`,
    refused: `The server won’t give “${name}”${said}. Ask it for access, or drop the file here.`,
    unreachable: `“${name}” can’t be reached: no network, or another site that doesn’t allow this page (CORS). Serve the file from this site, or drop it here.`,
    interrupted: `The connection broke while “${name}” was read, so it isn’t counted. Reload the page to try again.`,
    unreadable: `“${name}” can’t be read from disk: it was moved or changed, or it is a folder. Choose it again.`,
    swollen: `“${name}” unpacks to more than a hundred times its size: reading stopped there, and it isn’t counted. Serve it without compression if it is meant to be like that.`,
    cancelled: `Reading “${name}” was cancelled: it isn’t counted.`,
    unlike: `“${name}” isn’t counted: ${why}`,
    stopped: `Reading “${name}” stopped in the middle, by a fault of Madeleine’s: it isn’t counted, the others are. Please report it with that file.`,
  }[reason];
}
