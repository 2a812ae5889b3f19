import type { ObjectType, RelationName } from './actor.ts';

/** One way to be allowed: holding a relation on one of the objects that the subject lies in. */
export interface Allowance {
	relation: RelationName;
	on: ObjectType;
}

export interface ActionRule {
	/** What it is, for the table in the documentation. */
	means: string;
	allow: readonly Allowance[];
	/** The person(s) the thing belongs to may do it. */
	owner?: boolean;
	/** Anyone who is signed in. */
	signedIn?: boolean;
	/** Anyone at all. */
	anyone?: boolean;
	/** Only in a rehearsal. */
	rehearsalOnly?: boolean;
	/**
	 * It only reads, so that it may be done through somebody's eyes; `as` names what the one who looks must be allowed
	 * himself (the same, unless told otherwise). Actions without it can't be done so.
	 */
	reads?: { as?: string };
}

const operator: Allowance = { relation: 'operator', on: 'installation' };
const organisers: Allowance[] = [
	operator,
	{ relation: 'organiser', on: 'organisation' },
	{ relation: 'organiser', on: 'edition' },
];
const desk: Allowance[] = [...organisers, { relation: 'secretary', on: 'edition' }];
/** Of one call, and of nothing else of its edition: a standing call has its own organisers and secretaries. */
const callOrganisers: Allowance[] = [...organisers, { relation: 'organiser', on: 'call' }];
const callDesk: Allowance[] = [...desk, { relation: 'organiser', on: 'call' }, { relation: 'secretary', on: 'call' }];
/** Of whole calls: not of a track. */
const callChairs: Allowance[] = [
	{ relation: 'chair', on: 'edition' },
	{ relation: 'chair', on: 'call' },
];
const chairs: Allowance[] = [
	{ relation: 'chair', on: 'edition' },
	{ relation: 'chair', on: 'call' },
	{ relation: 'chair', on: 'track' },
];

/** Who may be asked to score at a stage: its own members, and those of the whole call or edition. */
const panel: Allowance[] = (['stage', 'call', 'edition'] as const).flatMap((on) => [
	{ relation: 'reviewer' as const, on },
	{ relation: 'juror' as const, on },
]);

/** Who looks after money and partners: they see payments, and nothing else of applications. */
const liaisons: Allowance[] = [
	{ relation: 'liaison', on: 'edition' },
	{ relation: 'liaison', on: 'call' },
];

/** Who answers for what is published in the name of the house: news, their analysis, the newsletter. */
const editors: Allowance[] = (['installation', 'organisation', 'edition'] as const).map((on) => ({
	relation: 'editor' as const,
	on,
}));

/** Every action there is and who may do it. `docs/access.md` is generated from this table; `can` decides by it and nothing else does. */
export const actions = {
	'edition.view': { means: 'see the public site of an edition', allow: [], anyone: true, reads: {} },
	'desk.open': {
		means: 'open the desk of an edition or of a standing call',
		allow: [...callDesk, ...chairs, ...liaisons],
		reads: {},
	},
	'edition.edit': { means: 'change what the public site of an edition says', allow: desk },
	'edition.create': { means: 'make a new edition, blank or from this one', allow: organisers },
	'edition.close': { means: 'close an edition, and open it again', allow: organisers },
	'call.read': {
		means: 'see how a call is made: its form, stages and letters, and what is being changed in it',
		allow: [...callDesk, { relation: 'chair', on: 'edition' }, { relation: 'chair', on: 'call' }],
		reads: {},
	},
	'call.edit': { means: 'change a call, its form and its window', allow: callOrganisers },
	'call.move-window': { means: 'move when a call opens and closes, and let single people in late', allow: callDesk },
	'application.start': { means: 'begin a draft', allow: [], anyone: true },
	'application.write': { means: 'save, submit and change an application', allow: [], owner: true },
	'application.hold': {
		means: 'withdraw an application, hand it over, say who works on it and whom it invites',
		allow: [],
		owner: true,
	},
	'application.enter': {
		means: 'enter an application for somebody, take applications in, invite people to apply, ask third persons',
		allow: callDesk,
	},
	'application.read-own': {
		means: 'see one’s own application with its letters and messages',
		allow: [],
		owner: true,
		reads: { as: 'application.read' },
	},
	'application.confirm': { means: 'confirm or decline what was offered', allow: [], owner: true },
	'application.read': { means: 'see an application in the desk', allow: [...callDesk, ...chairs], reads: {} },
	'application.list': {
		means: 'list and export the applications of an edition or of a standing call',
		allow: [...callDesk, ...chairs],
		reads: {},
	},
	'application.message': { means: 'write to an applicant in the name of the desk', allow: [...callDesk, ...chairs] },
	'application.decide': { means: 'determine an application', allow: [...callOrganisers, ...chairs] },
	'application.screen': { means: 'tick off the list of a screening', allow: [...callDesk, ...chairs] },
	'application.request': {
		means: 'ask an applicant for information, by field and with a date',
		allow: [...callDesk, ...chairs],
	},
	'appeal.answer': { means: 'answer an appeal against a decision', allow: [...callOrganisers, ...callChairs] },
	'conflict.declare': {
		means: 'say with whom and with which application one has a conflict of interest',
		allow: [],
		owner: true,
	},
	'conflict.read': {
		means: 'see the conflicts of interest of a call, with what they were found by',
		allow: [...callDesk, ...callChairs],
		reads: {},
	},
	'conflict.decide': {
		means: 'confirm and clear conflicts of interest, with a reason',
		allow: [...callOrganisers, ...callChairs],
	},
	'review.assign': {
		means: 'say who scores which application of a stage, and recuse people',
		allow: [...callDesk, ...callChairs],
	},
	'review.read': {
		means: 'see the scores of a stage, its ranking and who recused himself',
		allow: [...callOrganisers, ...chairs],
		reads: {},
	},
	'review.discuss': {
		means: 'discuss an application with those who scored it, sum the reviews up, mark how good they are',
		allow: [...callOrganisers, ...chairs],
	},
	'review.bid': { means: 'say what one would like to review at a stage', allow: panel },
	'review.profile': {
		means: 'say as a reviewer what one knows, how much one would take and when one can',
		allow: [...panel, ...chairs, { relation: 'reviewer', on: 'track' }],
	},
	'review.score': {
		means: 'read and score an application that one was assigned, or recuse oneself',
		allow: [
			{ relation: 'reviewer', on: 'application' },
			{ relation: 'juror', on: 'application' },
		],
	},
	// Not the chair of a track: letters are prepared by call, and a batch shows the people of every track.
	'letter.prepare': {
		means: 'preview letters and list their recipients',
		allow: [...callDesk, { relation: 'chair', on: 'edition' }, { relation: 'chair', on: 'call' }],
	},
	'letter.send': { means: 'announce determinations and send their letters', allow: callDesk },
	'letter.revoke': { means: 'revoke a letter', allow: callOrganisers },
	'fulfilment.read': {
		means: 'see what follows from the decisions of a call, and where it stands',
		allow: [...callDesk, { relation: 'chair', on: 'edition' }, { relation: 'chair', on: 'call' }],
		reads: {},
	},
	'fulfilment.record': { means: 'give out, date, record and publish what follows from a decision', allow: callDesk },
	'payment.record': {
		means: 'see what is granted and record its payment',
		allow: [...callDesk, ...liaisons],
	},
	'certificate.revoke': { means: 'revoke a certificate', allow: callOrganisers },
	'letter.read-own': { means: 'see one’s own letters', allow: [], owner: true, reads: { as: 'letter.prepare' } },
	'letter.verify': { means: 'check a reference', allow: [], anyone: true, reads: {} },
	'outbox.read': { means: 'see the mail that is queued, sent or uncertain', allow: callDesk, reads: {} },
	'outbox.hold': { means: 'stop and release mail that is queued', allow: callDesk },
	'mailbox.read': { means: 'read the mailbox of a rehearsal', allow: [], anyone: true, rehearsalOnly: true },
	'clock.turn': { means: 'turn the dial of a rehearsal', allow: desk, rehearsalOnly: true },
	'enquiry.write': { means: 'write to a role of the committee', allow: [], anyone: true },
	'enquiry.answer': { means: 'read and answer what was written to the committee', allow: desk },
	'relation.grant': { means: 'say who is what', allow: callOrganisers },
	'person.see-as': {
		means: 'see the desk and the applications of an edition as somebody else sees them',
		allow: organisers,
	},
	'person.read-own': { means: 'see and export one’s own data', allow: [], owner: true },
	'person.correct-own': { means: 'correct one’s own data and addresses', allow: [], owner: true },
	'person.secure-own': {
		means: 'end one’s sessions, add and remove passkeys, tokens and providers',
		allow: [],
		owner: true,
	},
	'person.merge': { means: 'merge two accounts of one person', allow: [operator], owner: true },
	'person.erase': { means: 'have one’s own data erased', allow: [operator], owner: true },
	'webhook.manage': {
		means: 'say to which other systems the events of a desk are sent',
		allow: callOrganisers,
	},
	'article.read': {
		means: 'see articles that are not published, and their history',
		allow: [...desk, ...editors],
		reads: {},
	},
	'article.write': { means: 'write articles and change their drafts', allow: [...desk, ...editors] },
	'article.publish': {
		means: 'publish, schedule, correct and retract articles',
		allow: [...organisers, ...editors],
	},
	'analysis.approve': { means: 'approve or reject the analysis under an article', allow: [...organisers, ...editors] },
	'headline.manage': {
		means: 'say from which partners and agencies headlines are shown, and hide single ones',
		allow: [...organisers, ...editors],
	},
	'newsletter.subscribe': {
		means: 'subscribe to the newsletter, change and end a subscription',
		allow: [],
		anyone: true,
	},
	'newsletter.manage': {
		means: 'see how the newsletter goes out, stop it, look a subscriber up',
		allow: [...organisers, ...editors],
	},
	'statement.sign': { means: 'sign a statement, and withdraw the signature', allow: [], anyone: true },
	'statement.read': {
		means: 'see statements that are not released, with their drafts and counts',
		allow: [...desk, ...editors],
		owner: true,
		reads: {},
	},
	'statement.draft': { means: 'write at the text of a statement', allow: [...desk, ...editors], owner: true },
	'statement.release': { means: 'release a statement and its new versions, set its dates', allow: organisers },
	'statement.moderate': { means: 'see and moderate the signatures of a statement', allow: [...desk, ...editors] },
	'ledger.read-heads': { means: 'see the daily heads of the ledger', allow: [], anyone: true, reads: {} },
	'ledger.read': { means: 'see the history of an edition or of a standing call', allow: callDesk, reads: {} },
	'installation.operate': { means: 'back up, restore, configure', allow: [operator] },
} as const satisfies Record<string, ActionRule>;

export type Action = keyof typeof actions;
