import { act, each, type Lines, nothing, shown } from '../line.ts';

/* What people set beside a call: links, members, views, what they are as reviewers, what their programs may. */

const members = 'src/modules/calls/server/members/members.test.ts';
const lists = 'src/modules/calls/server/lists/lists.test.ts';
const imports = 'src/modules/calls/server/import/import.test.ts';
const subs = 'tests/modules/review/sub-reviews.test.ts';
const windows = 'src/modules/calls/server/windows/windows.test.ts';
const invitations = 'tests/modules/reviewer-invitations.test.ts';

export const besideLines: Lines = {
	'call_extension.applicants': {
		true: nothing('they are told too'),
		false: shown(
			'no mail to who has applied',
			windows,
			'is logged, and mailed once to everybody who is writing and on wish to who has applied, each in his language',
		),
	},
	'application_import.mail': {
		true: nothing('they are written to'),
		false: shown(
			'no mail to whom a file names',
			imports,
			'that is long is entered by a job: as a whole, once, also when the server was killed within it',
		),
	},
	'saved_view.shared': {
		true: shown('who sees single tracks shares none; outsiders find none', lists, 'are their maker’s, or the desk’s'),
		false: shown('everybody but its maker', lists, 'are their maker’s, or the desk’s'),
	},
	'saved_view.descending': each(['true', 'false'], () => nothing('an order')),
	'application_invite.mayWrite': each(['true', 'false'], () =>
		shown(
			'who comes by it does what only the holder does',
			members,
			'who writes changes it; only who holds it withdraws, invites and hands over; who has left finds nothing',
		),
	),
	'application_invite.staysOn': {
		true: shown(
			'who gave it away holds it no more',
			members,
			'is offered, accepted by the link, told to both, and recorded',
		),
		false: shown(
			'it is not there for who gave it away',
			members,
			'without staying on there is nothing left for the one who gave it away',
		),
	},
	'application_member.mayWrite': {
		true: act('who does not hold it withdraws nothing'),
		false: act('he changes nothing'),
	},
	'review_sub_review.mayBeNamed': {
		true: shown(
			'who is no organiser reads no credits',
			subs,
			'somebody writes, the reviewer checks and hands in, and the one who wrote is credited',
		),
		false: shown('everybody: his name', subs, 'who wants no name is counted without one'),
	},
	'invite.kind': {
		member: shown(
			'a second one by the same link',
			members,
			'the second comes by a link that works once, for whoever is signed in',
		),
		'hand-over': shown(
			'a link of the time before',
			'src/modules/calls/server/leaks.test.ts',
			'lead nobody back into what was handed over',
		),
		claim: shown(
			'a second account',
			'src/modules/calls/server/entered/entered.test.ts',
			'whoever has another account claims it by the link, once',
		),
		apply: shown(
			'an outlet that was not accepted invites nobody',
			'src/modules/calls/server/follows/follows.test.ts',
			'an outlet that was not accepted invites nobody',
		),
	},
	'reviewer.role': {
		chair: shown('nobody before he has accepted', invitations, 'for a chair make him chair of the track, and reviewer'),
		senior: shown(
			'other reviewers sum nothing up',
			'src/modules/review/server/meta-review/meta-review.test.ts',
			'is written by chairs and senior reviewers of the track, and by nobody else',
		),
		reviewer: shown(
			'nobody before he has accepted by the account that owns the address',
			invitations,
			'make nobody anything before they are accepted by the account that owns the address',
		),
		emergency: shown(
			'he reads nothing that he was not assigned',
			'src/modules/review/server/who-sees-what.test.ts',
			'another’s application is not there for a reviewer, by any way, and the try is in the ledger once',
		),
	},
	'token.scope': each(['own:read', 'own:write', 'desk:read', 'desk:write'], () =>
		act('every address of the interface that needs another action'),
	),
};
