// What the page itself says in French.

import type { Failure } from "../protocol";
import type { Words } from "./en";

export const words: Words = {
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
  point: ",",
  group: "\u202f",
  bytes: ["o", "ko", "Mo"],
  second: "s",
  /** Why a file isn't in the report, and what to do about it. */
  failed: ({ name, reason, status, why }: Failure): string => {
    const said = status ? ` (HTTP ${status})` : "";
    return {
      not_found: `« ${name} » n’existe pas à cette adresse${said}. Vérifiez « src » dans l’adresse de cette page, ou déposez le fichier ici.`,
      refused: `Le serveur refuse de donner « ${name} »${said}. Demandez-y l’accès, ou déposez le fichier ici.`,
      unreachable: `« ${name} » est injoignable : réseau coupé, ou un autre site qui n’autorise pas cette page (CORS). Servez le fichier depuis ce site, ou déposez-le ici.`,
      interrupted: `La connexion s’est interrompue pendant la lecture de « ${name} », qui n’est donc pas compté. Rechargez la page pour réessayer.`,
      unreadable: `« ${name} » ne peut être lu depuis le disque : déplacé, modifié, ou c’est un dossier. Choisissez-le de nouveau.`,
      swollen: `« ${name} » se déploie à plus de cent fois sa taille : la lecture s’est arrêtée là et le fichier n’est pas compté. Servez-le sans compression si c’est bien ce qu’il doit être.`,
      unlike: `« ${name} » n’est pas compté. Ce que dit son lecteur : ${why}`,
      stopped: `La lecture de « ${name} » s’est arrêtée au milieu, par une faute de Madeleine : il n’est pas compté, les autres le sont. Signalez-la avec ce fichier, s’il vous plaît.`,
    }[reason];
  },
};
