// What the demo's readers have said: only the words, who says them and how long ago. How they get into the store
// is scripts/seed.ts, by the same doors that any reader uses.

export interface SeedPerson {
  name: string;
  url?: string;
  /** The blog's owner: her comments carry the badge. */
  owner?: true;
}

export interface SeedComment {
  by: string;
  /** Minutes before the moment of seeding. */
  ago: number;
  body: string;
  /** A name by which replies find it. */
  as?: string;
  to?: string;
  /** Left for the owner to judge. */
  waits?: true;
}

export interface SeedPost {
  path: string;
  title: string;
  /** Oldest first; a reply after what it answers. */
  comments: SeedComment[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

export const PEOPLE: Record<string, SeedPerson> = {
  ines: { name: 'Ines Halloran', owner: true },
  priya: { name: 'Priya' },
  bea: { name: 'Auntie Bea' },
  tomasz: { name: 'Tomasz Wren', url: 'https://wren.example/' },
  femi: { name: 'Femi A.' },
  hanneke: { name: 'Hanneke' },
  jo: { name: 'jo' },
  lucia: { name: 'Lucía Marín' },
  corridor: { name: 'From the corridor' },
  sam: { name: 'Sam Oyelaran' },
  duffy: { name: 'Mr Duffy, caretaker' },
  nkechi: { name: 'Nkechi' },
  wes: { name: 'Wes' },
  boost: { name: 'Interview Boost', url: 'https://interview-boost.example/' },
};

export const POSTS: SeedPost[] = [
  {
    path: '/posts/the-interview-past-audiology.html',
    title: 'The interview past Audiology',
    comments: [
      {
        by: 'priya',
        ago: 5 * DAY + 3 * HOUR,
        body: '“Well, not those” is the most honest search strategy anyone on our course has written down. Sending vibes, and my good pen if there is a second round.',
      },
      {
        by: 'bea',
        as: 'breakfast',
        ago: 4 * DAY + 22 * HOUR,
        body: 'I read this out at breakfast and your uncle wants to know if the skeleton is all right.\n\nThe candle is lit. It has a perfect record apart from your driving test.',
      },
      {
        by: 'ines',
        as: 'skeleton',
        to: 'breakfast',
        ago: 4 * DAY + 20 * HOUR,
        body: 'Tell him the skeleton is fine and has done this to better people than me. And please do not bring up my driving test on the internet.',
      },
      { by: 'bea', to: 'skeleton', ago: 4 * DAY + 19 * HOUR, body: 'Both driving tests.' },
      {
        by: 'tomasz',
        as: 'first-week',
        ago: 4 * DAY + 6 * HOUR,
        body: [
          'Twenty-two years in a hospital library, so, since you ask about the first week:',
          '- Nobody will tell you that they are in a hurry. They are.\n- Learn the names of the ward secretaries. They know where every book really is.\n- When you cannot find it, say so early, and say where you looked.\n- One day the question will be about somebody’s own child. You will know by how politely it is asked.',
          'From what you write about hearts, you have the last one already. The rest is where the stapler is.',
        ].join('\n\n'),
      },
      {
        by: 'ines',
        to: 'first-week',
        ago: 4 * DAY + 4 * HOUR,
        body: 'I have copied this out by hand and put it inside my bag. Thank you. (Where *is* the stapler?)',
      },
      {
        by: 'femi',
        as: 'rings',
        to: 'first-week',
        ago: 3 * DAY + 15 * HOUR,
        body: 'Junior doctor, on a break, can confirm the first one. On behalf of all of us: we are sorry about the coffee rings.',
      },
      {
        by: 'tomasz',
        to: 'rings',
        ago: 3 * DAY + 13 * HOUR,
        body: 'There is an amnesty on the first Monday of the month. We have never once had to ask whose mug it was.',
      },
      {
        by: 'hanneke',
        as: 'panel',
        ago: 3 * DAY + 2 * HOUR,
        body: '> I had eleven questions written down. I asked all of them.\n\nI sit on panels for a living (HR, not at your hospital), and this is the line next to which we write “yes”. One warning: “by the end of next week” means the Tuesday after. Read nothing into a silent Friday.',
      },
      {
        by: 'ines',
        to: 'panel',
        ago: 2 * DAY + 23 * HOUR,
        body: 'I had begun reading quite a lot into it. You may have saved me a weekend.',
      },
      { by: 'jo', ago: 2 * DAY + 9 * HOUR, body: 'good vibes, size XL' },
      {
        by: 'lucia',
        as: 'cinahl',
        ago: 2 * DAY + 1 * HOUR,
        body: 'Was it CINAHL? You say “sin-all”. Everybody gets it wrong once, in front of somebody who matters. For the next time there is [a page with the official names](https://www.nlm.nih.gov/mesh/meshhome.html) of the other one, which really is just “mesh”.',
      },
      { by: 'ines', to: 'cinahl', ago: 2 * DAY, body: 'It was CINAHL. I spelled it. Every time.' },
      {
        by: 'corridor',
        as: 'rival',
        ago: 1 * DAY + 4 * HOUR,
        body: 'I think I may be “one of them in the corridor”. I did find Audiology, thank you. Whichever of us it turns out to be, the other one gets tea and a cake of her choice. Good luck. I mean it, which is annoying.',
      },
      {
        by: 'ines',
        to: 'rival',
        ago: 1 * DAY + 3 * HOUR,
        body: 'This is the best thing that has ever happened under a post of mine. Tea it is. Bring the skeleton.',
      },
      {
        by: 'sam',
        ago: 7 * HOUR,
        body: 'One that went well, for your collection: the fire alarm rang four minutes in, and we finished in the car park, in the rain, under the umbrella of the head of periodicals. She held it over my CV and not over me. I have worked for her for nine years.',
      },
      {
        by: 'wes',
        ago: 95,
        waits: true,
        body: 'I never comment on things, but I start my library course in January and have now read this three times. Did you wear the jacket or not wear the jacket?',
      },
      {
        by: 'boost',
        ago: 52,
        waits: true,
        body: 'Great article! Many candidates struggle with interview. We helped 4,000 people get the job of the dreams, see https://interview-boost.example/start and also https://cv-check.example/free for free check.',
      },
      { by: 'priya', as: 'news', ago: 38, body: 'Any news? Asking for everyone.' },
      {
        by: 'ines',
        to: 'news',
        ago: 24,
        body: 'Not yet. The phone is on the table, face up. I have dusted round it.',
      },
    ],
  },
  {
    path: '/posts/things-left-in-books.html',
    title: 'Things left in books: a field guide',
    comments: [
      {
        by: 'nkechi',
        as: 'ticket',
        ago: 9 * DAY + 5 * HOUR,
        body: 'Half a lottery ticket. The other half came back three days later, in another book by the same author.',
      },
      { by: 'ines', as: 'win', to: 'ticket', ago: 9 * DAY + 2 * HOUR, body: 'And? Did it win?' },
      {
        by: 'nkechi',
        to: 'win',
        ago: 9 * DAY + 1 * HOUR,
        body: 'Four pounds. They would have had to speak to each other.',
      },
      { by: 'duffy', ago: 6 * DAY + 8 * HOUR, body: 'I was not asleep. I was resting my eyes for the inventory.' },
    ],
  },
  {
    path: '/posts/in-defence-of-weeding.html',
    title: 'In defence of weeding',
    comments: [
      {
        by: 'tomasz',
        ago: 11 * DAY + 3 * HOUR,
        body: 'We once weeded a seven-volume anatomy from 1911, and a surgeon came down in tears. We let him keep the leg.',
      },
    ],
  },
];
