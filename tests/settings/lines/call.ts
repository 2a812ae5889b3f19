import { act, any, each, type Lines, nothing, optional, reads, shown } from '../line.ts';

/* A call beside its window, form and stages. */

const follows = 'src/modules/calls/server/follows/follows.test.ts';
const attests = 'src/modules/calls/server/attestations/attestations.test.ts';
const listed = 'src/routes/(public)/views/listed.test.ts';
const standing = 'tests/modules/standing-calls.test.ts';
const choices = 'src/modules/letters/server/choices.test.ts';
const saved = 'src/modules/calls/server/save-call.test.ts';
const effects = ['advance', 'accept', 'conditional', 'waitlist', 'reject'];
const opens = nothing('it lets in; whom it keeps out is said by the other values');

export const callLines: Lines = {
	'call.slug': any(
		shown(
			'a desk has its name alone',
			standing,
			'is given once: not to a standing call where an edition has it, nor where it means something',
		),
	),
	'call.noun': optional(nothing('a word'), nothing('another word')),
	'call.window': { '→ window': nothing('its parts have lines of their own') },
	'call.form.version': any(
		shown(
			'a form that was answered stays as it is',
			saved,
			'is frozen once it is open and answered; its dates still move',
		),
	),
	'call.form.sections[].help': optional(nothing('words'), nothing('no words')),
	'call.form.fields[]': { '→ field': nothing('its parts have lines of their own') },
	'call.stages[]': { '→ stage': nothing('its parts have lines of their own') },
	'call.contact': optional(nothing('an address for questions'), nothing('none is shown')),
	'call.numberPrefix': any(nothing('how numbers look')),
	'call.follows': optional(
		act('whoever was not told so in the earlier call begins nothing'),
		act('nobody is kept out'),
	),
	'call.follows.call': any(nothing('its name; whom it keeps out is said by the other parts')),
	'call.follows.by': {
		apply: act('only who was told so applies; the desk takes nothing in'),
		'take-in': act('nobody but the desk takes in'),
		invite: act('without an invitation of an accepted one nobody applies; others invite nobody'),
	},
	'call.follows.effects[]': each(effects, () => act('who was told anything else begins nothing')),
	'call.follows.outcomes': optional(
		act('who was told another outcome begins nothing'),
		act('the effect alone decides'),
	),
	'call.follows.optional': {
		true: act('what is another’s is taken up by nobody'),
		false: act('without an earlier application nobody begins'),
		absent: act('as false'),
	},
	'call.follows.when': {
		...optional(act('whose answers do not say so begins nothing'), act('answers do not count')),
		'→ condition': nothing('what a condition asks is said where it stands'),
	},
	'call.cohorts': optional(
		shown(
			'a bulk act that moves between rounds is refused whoever lost the right',
			'src/modules/calls/server/leaks.test.ts',
			'asks for the right again when it is done',
		),
		nothing('there are no rounds'),
	),
	'call.cohorts[].until': any(
		shown(
			'what comes later belongs to the next round',
			standing,
			'takes applications into the round that is open, and says them at its own desk',
		),
	),
	'call.minors': {
		...optional(
			shown(
				'no acceptance and no public name without the guardian',
				attests,
				'is known from its answers; without the guardian there is no acceptance and no public name',
			),
			shown('nobody is a minor', attests, 'an adult needs no guardian, and his name is public'),
		),
		'→ condition': nothing('what a condition asks is said where it stands'),
	},
	'call.attestations': optional(nothing('each rule has lines of its own'), nothing('nobody is asked')),
	'call.attestations[]': { '→ attestation': nothing('its parts have lines of their own') },
	'call.fulfilments': optional(nothing('each has lines of its own'), nothing('nothing follows')),
	'call.fulfilments[]': { '→ fulfilment': nothing('its parts have lines of their own') },
	'call.letters': optional(nothing('words'), nothing('those of the edition')),
	'call.letterRules': optional(
		shown('only organisers edit them', choices, 'are edited by organisers; what they name must be there'),
		nothing('the outcome names its letter'),
	),
	...Object.fromEntries(
		['track', 'outcome', 'format'].map((part) => [
			`call.letterRules[].${part}`,
			optional(nothing('which words are chosen'), nothing('it fits everything')),
		]),
	),
	'call.perPerson': optional(act('one more than so many'), act('nobody is kept from one more')),
	'call.invited': {
		true: act('nobody begins without an invitation, and only the desk invites'),
		false: act('anybody begins'),
		absent: act('anybody begins'),
	},
	'call.listed': {
		true: shown('nothing: it stands in every list', listed, 'a call whose `listed` is %s stands in every public list'),
		false: shown(
			'it is in no public list, search, sitemap, sheet or drawing',
			listed,
			'a call that is not listed stands in none: no page, no sitemap, no search, no sheet, no drawing',
		),
		absent: shown(
			'nothing: it stands in every list',
			listed,
			'a call whose `listed` is %s stands in every public list',
		),
	},
};

/* Beside them what is asked of third persons, and what follows from a decision. */

const certificates = 'src/modules/fulfilments/server/certificates.test.ts';
const done = 'src/modules/fulfilments/server/fulfilments.test.ts';
const lists = 'src/modules/fulfilments/server/listing.test.ts';
const placements = 'src/modules/fulfilments/server/placements.test.ts';
const toCome = shown(
	'it can’t be called done before its area exists',
	done,
	'what a later area makes stands as open and can not be called done',
);

export const attestationLines: Lines = {
	'attestation.from': {
		'@follows': shown(
			'nobody else confirms',
			follows,
			'staff come by its invitation and are accepted when its focal point has confirmed',
		),
	},
	'attestation.when': {
		...optional(nothing('whom it does not concern is not asked'), nothing('it concerns everybody')),
		'→ condition': nothing('what a condition asks is said where it stands'),
	},
	'attestation.fields[]': {
		'→ field': shown(
			'what is for named accounts is read by them alone',
			'src/modules/calls/server/leaks.test.ts',
			'are for the accounts that a question names, and for nobody of the desk who is their applicant',
		),
	},
	'attestation.readBy': {
		applicant: reads('reviewers and others', 'letter-applicant-false', 'letter-applicant-true'),
		organisers: reads('whoever applied, at every door', 'letter-organisers-false', 'letter-organisers-true'),
	},
	'attestation.toReviewers': {
		true: reads(
			'blind reviewers, those not assigned, recused or in conflict',
			'letter-applicant-true',
			'letter-organisers-true',
		),
		false: reads('every reviewer', 'letter-applicant-false', 'letter-organisers-false'),
	},
	'attestation.dueDays': any(
		shown(
			'no answer from the last instant on',
			attests,
			'who does not answer is reminded two days before, and after the last instant no answer is taken',
		),
	),
	'attestation.needed': any(act('no acceptance before so many have confirmed')),
	'attestation.asked': {
		'on-submission': act('applicants and others ask nobody'),
		'by-desk': act('nobody is asked before the desk asks'),
	},
	'attestation.until': optional(
		shown(
			'no answer from then on',
			attests,
			'who does not answer is reminded two days before, and after the last instant no answer is taken',
		),
		nothing('the days of the rule decide'),
	),
	'attestation.mayEdit': { true: act('who confirmed withdraws nothing'), false: act('who confirmed writes nothing') },
	'attestation.guardian': optional(
		shown(
			'no acceptance without him',
			attests,
			'is known from its answers; without the guardian there is no acceptance and no public name',
		),
		nothing('it is no guardian’s'),
	),
	...Object.fromEntries(
		['name', 'portrait'].map((part) => [
			`attestation.guardian.${part}`,
			optional(
				shown('it is not public unless he allows it', lists, 'names no minor unless the guardian has allowed it'),
				shown(
					'it is not public',
					attests,
					'is known from its answers; without the guardian there is no acceptance and no public name',
				),
			),
		]),
	),
};

export const fulfilmentLines: Lines = {
	'fulfilment.kind': {
		certificate: shown(
			'nobody but its holder and the desk opens it, nobody but the desk gives it',
			certificates,
			'nobody but the desk gives or previews, nobody but its holder and the desk opens one',
		),
		payment: shown(
			'nobody but desk and liaison; not who works on the application too',
			'src/modules/fulfilments/server/payments.test.ts',
			'is nobody else’s, and the liaison sees payments and nothing else',
		),
		benefit: shown(
			'only the desk calls it done, and only with a proof',
			done,
			'is done with a proof only, by the desk, and what is done outlives its reason with a mark',
		),
		placement: shown(
			'not shown before the desk has approved it',
			placements,
			'is shown only once the desk has approved it, as our clean copy',
		),
		listing: reads('what is not for the public is on no list', 'public', 'reviewers', 'organisers', 'named'),
		relation: shown(
			'it makes nothing but what it says, and ends only that',
			done,
			'makes the applicant a reviewer, and ends it only where it began it',
		),
		document: shown('nobody but its applicant and the desk', done, 'a document reaches its applicant, and nobody else'),
		...each(['slot', 'paper', 'badge', 'stand'], () => toCome),
	},
	'fulfilment.details': optional(nothing('words'), nothing('no words')),
	'fulfilment.dueDays': optional(nothing('a date to be reminded of'), nothing('no date')),
	'fulfilment.due': optional(nothing('a date to be reminded of'), nothing('no date')),
	'fulfilment.field': optional(
		shown('another file is not placed', placements, 'that was not handed in, or is broken, is named'),
		nothing('only a placement has a picture'),
	),
	'fulfilment.from': optional(
		shown(
			'no address before',
			placements,
			'is on the site between its days only, and its file has an address only then',
		),
		opens,
	),
	'fulfilment.until': optional(
		shown(
			'no address afterwards',
			placements,
			'is on the site between its days only, and its file has an address only then',
		),
		opens,
	),
	'fulfilment.among': each(['absent', 'sponsor', 'exhibitor', 'media', 'supporter'], () =>
		nothing('among which partners it stands'),
	),
	'fulfilment.currency': optional(nothing('of the sum'), nothing('the usual one')),
	'fulfilment.relation': {
		absent: nothing('only the kind `relation` has one'),
		...each(['reviewer', 'juror', 'volunteer'], () =>
			shown('it ends with its reason', done, 'makes the applicant a reviewer, and ends it only where it began it'),
		),
	},
	'fulfilment.text': optional(nothing('words'), nothing('the usual words')),
};
