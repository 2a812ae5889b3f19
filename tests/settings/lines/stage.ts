import { act, any, each, type Lines, nothing, optional, reads, shown } from '../line.ts';

/* A stage: what its outcomes do, and of a review or jury who sees what of whom and when. */

const values = 'tests/modules/review/policy-values.test.ts';
const policies = 'tests/modules/review/policies.test.ts';
const phases = 'src/modules/review/phases.test.ts';
const scores = 'src/modules/review/score.test.ts';
const stages = 'src/modules/calls/server/stages.test.ts';
const decides = 'src/modules/calls/server/decide.test.ts';
const blinds = 'src/modules/calls/reviewer-view.test.ts';
const ballots = 'src/modules/review/server/ballots/ballots.test.ts';
const review = 'src/modules/review/server/who-sees-what.test.ts';

/** The rows of a table that asks every value of every policy; it fails by itself where one is missing. */
const policy = (denies: string) => shown(denies, values, '${key} = ${value}');
const seen = (denies: string) =>
	shown(denies, policies, 'the panel sees of each other what the policy says, in every phase');
const figure = any(nothing('a figure: it is counted, and shows nothing to anybody'));
const inWindow = (denies: string) =>
	shown(
		denies,
		phases,
		'each phase is a window in the zone of the call: from its first instant to its last, never one before or after',
	);
const ofPhase = optional(inWindow('nothing outside of it'), nothing('the phase has no such end of its own'));

export const stageLines: Lines = {
	'stage.kind': {
		screening: shown(
			'nothing leads on before its list is ticked',
			stages,
			'keeps who ticked what when, and lets nothing on that is not ticked',
		),
		review: shown(
			'whoever was not assigned finds nothing',
			review,
			'another’s application is not there for a reviewer, by any way, and the try is in the ledger once',
		),
		jury: shown(
			'whoever was not assigned finds nothing; its members are named to the public',
			'src/modules/fulfilments/server/listing.test.ts',
			'names the jury of a call that has one',
		),
		determination: shown(
			'nobody but chairs and organisers decides',
			decides,
			'is for chairs and organisers; the applicant learns nothing',
		),
	},
	'stage.opens': optional(
		shown(
			'no score before',
			scores,
			'scores are taken from the close of the call, or of the round, until the stage closes or it is decided',
		),
		shown(
			'no score before the call, or its round, has closed',
			scores,
			'scores are taken from the close of the call, or of the round, until the stage closes or it is decided',
		),
	),
	'stage.closes': optional(
		shown(
			'no score from then on',
			scores,
			'scores are taken from the close of the call, or of the round, until the stage closes or it is decided',
		),
		shown(
			'no score once it is decided',
			scores,
			'scores are taken from the close of the call, or of the round, until the stage closes or it is decided',
		),
	),
	'stage.outcomes[].effect': {
		advance: shown(
			'what does not advance stays in its stage; its applicant learns of it when it is announced',
			stages,
			'that is told of: the applicant learns of it when it is announced, and is submitted at the next stage',
		),
		accept: shown(
			'not before attestations are there; the applicant learns nothing before it is announced',
			'src/modules/calls/server/attestations/attestations.test.ts',
			'no accepting decision before both came; a refusal is possible',
		),
		conditional: reads('the conditions, before they are announced', 'conditions'),
		waitlist: shown(
			'another decision than from there',
			decides,
			'of a waiting list may be followed by a place; a no stands',
		),
		reject: shown(
			'another decision, unless an appeal reopens it',
			decides,
			'of a waiting list may be followed by a place; a no stands',
		),
	},
	'stage.outcomes[].format': optional(nothing('how it will be shown'), nothing('there is one way')),
	'stage.outcomes[].needs[]': each(['track', 'conditions', 'reason', 'amount'], () => act('a decision without it')),
	'stage.outcomes[].letter': optional(nothing('words'), nothing('the usual words')),
	'stage.outcomes[].silent': {
		true: act('its applicant learns nothing of it'),
		false: act('its applicant learns nothing of it before it is announced'),
		absent: act('as false'),
	},
	'stage.outcomes[].confirm': {
		true: act('others, and an answer after its date'),
		false: act('there is nothing to confirm'),
	},
	'stage.outcomes[].fulfils': optional(act('anything else follows'), act('anything follows')),
	'stage.reasons[].publicText': optional(nothing('words of the letter'), nothing('no words')),
	'stage.announceBy': optional(nothing('a date to be reminded of'), nothing('no date')),
	'stage.confirmBy': optional(
		shown('no answer after it', decides, 'is the desk’s, moves the track, and lets the author confirm until the date'),
		shown(
			'no outcome may ask to confirm',
			'src/modules/calls/schemas.test.ts',
			'wants a date where it asks to confirm, and reasons where it needs one',
		),
	),
	'stage.appealDays': optional(act('others, a second one, and one after its days'), act('there is no appeal')),
	'stage(review|jury).criteria[].weight': figure,
	'stage(review|jury).criteria[].min': any(
		shown(
			'points below it',
			scores,
			'posted points: whole numbers within the range, of the criteria that people score',
		),
	),
	'stage(review|jury).criteria[].max': any(
		shown(
			'points above it',
			scores,
			'posted points: whole numbers within the range, of the criteria that people score',
		),
	),
	'stage(review|jury).criteria[].help': optional(nothing('words'), nothing('no words')),
	'stage(review|jury).criteria[].anchors[].points': any(nothing('which points the words speak of')),
	'stage(review|jury).criteria[].computed': optional(
		shown(
			'blind reviewers, where they tell who applied; and that somebody scores them',
			blinds,
			'points that follow from who applied are no criterion of a blind reader',
		),
		shown(
			'points that nobody gave',
			scores,
			'posted points: whole numbers within the range, of the criteria that people score',
		),
	),
	'stage(review|jury).criteria[].computed.points': figure,
	'stage(review|jury).criteria[].computed.otherwise': figure,
	'stage(review|jury).fields[]': {
		'→ field': reads('by its own `visibleTo`', 'asked-organisers', 'asked-reviewers', 'asked-public'),
	},
	'stage(review|jury).comments[]': {
		'to-applicant': reads('the rest of the panel always, those who applied before the decision', 'to-applicant'),
		'to-panel': reads('those who applied, always', 'to-panel'),
	},
	'stage(review|jury).method': {
		scores: shown('a ballot', ballots, 'takes no points, and no ballot where applications are scored'),
		ballots: shown(
			'points; and everybody, until all are in',
			ballots,
			'is sealed for everybody until all are in, then counted two ways side by side',
		),
	},
	'stage(review|jury).blind': {
		double: reads('reviewers: all that tells who applied', 'author', 'personal', 'letter-applicant-true'),
		single: shown('those who applied: who reviewed', policies, "'${blind}': who learns of whom"),
		open: shown('those who applied: who reviewed, until the decision', policies, "'${blind}': who learns of whom"),
	},
	'stage(review|jury).scoreVisibility': {
		own: reads('the panel: reviews of others', 'to-panel', 'asked-reviewers', 'asked-public'),
		'after-own': reads('whoever has not scored it', 'to-panel', 'asked-reviewers', 'asked-public'),
		panel: reads('who is not assigned, recused or in conflict', 'to-panel', 'asked-reviewers', 'asked-public'),
		'when-all-in': reads(
			'everybody, chairs too, until all are in or it is over',
			'to-panel',
			'to-applicant',
			'asked-organisers',
		),
	},
	'stage(review|jury).reviewerNames': each(['never', 'after-own', 'always'], () =>
		seen('the panel: who wrote a review that it may not name'),
	),
	...Object.fromEntries(
		['confidence', 'notCompetent', 'subReviewers', 'metaReview'].map((part) => [
			`stage(review|jury).${part}`,
			{ true: policy('what is not whole, or not his to do'), false: policy('it is not asked, taken or kept') },
		]),
	),
	'stage(review|jury).perApplication': any(nothing('fewer are flagged; it shows nothing to anybody')),
	'stage(review|jury).load': optional(nothing('a wish to those who assign'), nothing('no wish')),
	'stage(review|jury).load.min': optional(nothing('a wish to those who assign'), nothing('no wish')),
	'stage(review|jury).load.max': any(nothing('a wish to those who assign; proposals keep to it')),
	'stage(review|jury).bidding': optional(policy('bids outside of its window'), policy('there is no bidding')),
	'stage(review|jury).bidding.opens': ofPhase,
	'stage(review|jury).bidding.closes': ofPhase,
	'stage(review|jury).rebuttal': optional(
		policy('an answer outside of its window'),
		policy('there is nothing to answer'),
	),
	'stage(review|jury).rebuttal.opens': any(inWindow('reviews before it')),
	'stage(review|jury).rebuttal.closes': any(inWindow('an answer after it')),
	'stage(review|jury).rebuttal.maxWords': any(
		shown(
			'more words',
			'src/modules/review/server/rebuttal/rebuttal.test.ts',
			'keep a draft, hand it in within its words, change it until the window closes; each is a version',
		),
	),
	'stage(review|jury).rebuttal.showPoints': {
		true: policy('points before and after its window'),
		false: policy('points, always'),
	},
	'stage(review|jury).discussion': optional(
		policy('who has not scored, and outside of its window'),
		policy('there is no discussion'),
	),
	'stage(review|jury).discussion.opens': ofPhase,
	'stage(review|jury).discussion.closes': ofPhase,
	'stage(review|jury).reminders[].days': any(nothing('when somebody is reminded')),
	'stage(review|jury).budgets[].format': optional(nothing('of what it counts'), nothing('it counts all')),
	'stage(review|jury).budgets[].track': optional(nothing('of what it counts'), nothing('it counts all')),
	'stage(review|jury).budgets[].most': any(nothing('a warning to who decides')),
	'stage(review|jury).carries[].weight': figure,
};
