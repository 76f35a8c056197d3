// Sentences for the synthetic answers, by touchpoint, tone and language. Invented, like the people who say them.

export const comments = {
  home: {
    good: {
      en: ["Lovely pictures, I was hungry within seconds.", "Found the tea I was looking for at once."],
      fr: ["Le site donne faim, bravo.", "On trouve tout de suite ce qu’on cherche."],
      de: ["Schöne Seite, man bekommt sofort Hunger."],
    },
    mixed: { en: ["Pretty, but I could not find the opening hours."], fr: ["Joli, mais je n’ai pas trouvé les horaires du comptoir."] },
    bad: {
      en: ["The menu jumped around while I was reading.", "I could not tell whether you deliver to Belgium."],
      fr: ["La page a mis un temps fou à s’afficher.", "Impossible de savoir si vous livrez en Belgique."],
    },
  },
  product: {
    good: {
      en: ["Good description, I knew what I was getting.", "The allergens were easy to find, thank you."],
      fr: ["La description donne envie et dit l’essentiel.", "Les allergènes sont bien indiqués, merci."],
    },
    mixed: { en: ["I would have liked to see the size of the box."], fr: ["J’aurais aimé connaître la taille de la boîte."] },
    bad: {
      en: ["No weight given for the sablés, so I could not compare.", "The picture shows ten, the text says twelve."],
      fr: ["Le poids n’est pas indiqué pour les sablés.", "La photo en montre dix, le texte en annonce douze."],
      de: ["Keine Gewichtsangabe bei den Sablés."],
    },
  },
  checkout: {
    good: {
      en: ["Two minutes from basket to done.", "So quick that I ordered a second box.", "No account needed, finally."],
      fr: ["Deux minutes, pas une de plus.", "Si rapide que j’ai pris une deuxième boîte.", "Pas besoin de créer un compte, enfin."],
      de: ["Sehr schnell, ganz ohne Konto."],
    },
    mixed: { en: ["Fine, though the delivery date came only at the end."], fr: ["Correct, mais la date de livraison n’arrive qu’à la fin."] },
    bad: {
      en: [
        "The promo code field was hard to find on my phone.", "The delivery fee showed up only on the last page.", "My card was refused twice, then it worked without any change.",
        "I had to type my address twice.", "The keyboard covered the payment button on my phone.",
      ],
      fr: [
        "Le champ du code promo est introuvable sur téléphone.", "Les frais de port n’apparaissent qu’à la dernière page.", "Ma carte a été refusée deux fois, puis acceptée sans rien changer.",
        "J’ai dû saisir mon adresse deux fois.", "Le clavier cachait le bouton de paiement.",
      ],
      de: ["Die Versandkosten stehen erst auf der letzten Seite.", "Das Feld für den Gutschein ist am Handy kaum zu finden."],
    },
  },
  delivery: {
    good: {
      en: ["Arrived a day early and still smelled of butter.", "Well packed, not one broken."],
      fr: ["Parfait, livré en avance et le carton était recyclé.", "Très bien emballé, pas une de cassée."],
      de: ["Einen Tag früher da als angekündigt."],
    },
    mixed: { en: ["Came on the right day, but the box was dented."], fr: ["Livré le bon jour, mais la boîte était enfoncée."] },
    bad: {
      en: ["Left with a neighbour I do not know.", "Three madeleines were crumbs when I opened the box.", "The driver never rang."],
      fr: ["Laissé chez un voisin que je ne connais pas.", "Trois madeleines en miettes à l’ouverture.", "Le livreur n’a jamais sonné."],
      de: ["Der Fahrer hat nicht geklingelt."],
    },
  },
  returns: {
    good: { en: ["The label was already in the box."], fr: ["L’étiquette de retour était déjà dans la boîte."] },
    mixed: { en: ["It worked, but I had to ask for the label."], fr: ["C’est fait, mais j’ai dû réclamer l’étiquette."] },
    bad: {
      en: ["Three weeks until the refund.", "I had to print the return label, and I have no printer."],
      fr: ["Trois semaines avant le remboursement.", "Il faut imprimer l’étiquette, et je n’ai pas d’imprimante."],
      de: ["Drei Wochen bis zur Erstattung."],
    },
  },
  support: {
    good: { en: ["Hélène answered within the hour and sent a new box."], fr: ["Hélène a répondu dans l’heure et renvoyé une boîte."] },
    mixed: { en: ["Friendly, but it took three messages."], fr: ["Aimable, mais il a fallu trois messages."] },
    bad: {
      en: ["I had to explain the same thing three times.", "Two days without an answer.", "I got a form letter that had nothing to do with my question."],
      fr: ["J’ai dû expliquer trois fois la même chose.", "Deux jours sans réponse.", "Une réponse toute faite, sans rapport avec ma question."],
      de: ["Ich musste alles dreimal erklären."],
    },
  },
  strike: {
    en: ["Nine days late, and nobody wrote to say why.", "My order has not moved since Monday.", "It was a birthday present. It came after the birthday."],
    fr: ["Neuf jours de retard, et pas un mot d’explication.", "Mon colis n’a pas bougé depuis lundi.", "C’était un cadeau d’anniversaire. Il est arrivé après."],
    de: ["Neun Tage zu spät, und keine Nachricht."],
  },
  any: {
    good: {
      en: ["Simple and pleasant.", "Nothing to add, it just works.", "The best madeleines outside my grandmother’s kitchen."],
      fr: ["Simple et agréable.", "Rien à redire.", "Les meilleures madeleines depuis celles de ma grand-mère."],
      de: ["Einfach und angenehm.", "Alles bestens."],
    },
    mixed: { en: ["All right, nothing special.", "A little expensive, but good."], fr: ["Correct, sans plus.", "Un peu cher, mais bon."], de: ["In Ordnung."] },
    bad: {
      en: ["It used to be easier.", "I gave up the first time."],
      fr: ["C’était plus simple avant.", "J’ai renoncé la première fois."],
      de: ["Früher war das einfacher."],
    },
  },
};

export const memories = {
  "nms.pos": {
    en: ["The smell when I opened the box.", "A handwritten card in the parcel.", "My daughter hid the last one."],
    fr: ["L’odeur en ouvrant la boîte.", "Un petit mot écrit à la main dans le colis.", "Le goût du tilleul avec la première madeleine."],
    de: ["Der Duft beim Öffnen."],
  },
  "nms.neg": {
    en: ["Waiting for the parcel.", "Crumbs instead of biscuits.", "Nobody answered my message."],
    fr: ["L’attente du colis.", "Des miettes à la place des biscuits.", "Personne n’a répondu à mon message."],
    de: ["Das Warten auf das Paket."],
  },
  "nms.both": {
    en: ["Late, but worth it.", "A broken box, and a new one the next day."],
    fr: ["En retard, mais ça valait l’attente.", "Une boîte cassée, puis une neuve le lendemain."],
    de: ["Spät, aber gut."],
  },
};
