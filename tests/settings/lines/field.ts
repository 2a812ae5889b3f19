import { fieldKinds, fieldRoles } from '../../../src/modules/calls/form.ts';
import { identifyingKinds, identifyingRoles } from '../identifying.ts';
import { act, any, each, limit, type Line, type Lines, nothing, optional, reads, shown } from '../line.ts';

/* A window, and a question of a form: who reads its answer, when it is asked, what it takes. */

const windows = 'src/modules/calls/server/windows/windows.test.ts';
const pure = 'src/modules/calls/windows.test.ts';
const submits = 'src/modules/calls/server/submit.test.ts';
const asked = 'src/modules/calls/server/asked.test.ts';
const purged = 'src/modules/calls/server/retention/retention.test.ts';
const blind = 'tests/modules/settings/blind-fields.test.ts';
const look = nothing('how it is shown');
const words = optional(nothing('words'), nothing('no words'));

export const windowLines: Lines = {
	'window.zone': any(
		shown(
			'the instants are those of this zone',
			pure,
			'23:59:59 in the zone of the call is in time, 00:00:00 is too late, in every zone and on every day',
		),
	),
	'window.opens': any(
		shown(
			'nothing is handed in before',
			submits,
			'is refused before the call opens and from the closing instant on, and the draft stays',
		),
	),
	'window.closes': any(
		shown('nothing is handed in from then on', windows, 'takes 23:59:59, refuses 00:00:00, and keeps the draft'),
	),
	'window.closeOfBusiness': optional(
		shown('nothing is handed in from that time on', pure, 'a bare date closes at its time'),
		nothing('the whole day'),
	),
	'window.graceMinutes': any(
		shown('nothing after the grace', pure, 'a time of grace takes what comes late, and no more than that'),
	),
	'window.lastHours': any(nothing('when a page says that the end is near')),
};

/** Without a refusal of its own a kind is still denied to blind readers, or not. */
const kind = (of: (typeof fieldKinds)[number]): Line =>
	['short-text', 'long-text'].includes(of)
		? shown('any text is one; who reads it is said below', blind, 'field.kind = %s')
		: limit(`what is none${identifyingKinds[of] ? '; a blind reader reads none at all' : ''}`);

/** Limits that hold wherever a question stands. */
function limitsOf(at: string): Lines {
	const lines: Lines = {
		'(short-text).maxCharacters': any(limit('longer ones')),
		'(short-text).maths': each(['true', 'false'], () => look),
		'(long-text).minWords': optional(limit('shorter ones'), nothing('no such limit')),
		'(long-text).maxWords': optional(limit('longer ones'), nothing('no such limit')),
		'(long-text).maxCharacters': any(limit('longer ones')),
		'(long-text).markdown': each(['true', 'false'], () => look),
		'(number).min': optional(limit('smaller ones'), nothing('no such limit')),
		'(number).max': optional(limit('larger ones'), nothing('no such limit')),
		'(number).decimals': any(limit('finer ones')),
		'(number).unit': words,
		'(number).currency': optional(look, look),
		'(date).min': optional(limit('earlier ones'), nothing('no such limit')),
		'(date).max': optional(limit('later ones'), nothing('no such limit')),
		'(choice).multiple': {
			true: limit('what is no option'),
			...each(['false', 'absent'], () => nothing('one is read, the last; what is no option is refused as of the kind')),
		},
		'(choice).min': optional(limit('fewer'), nothing('no such limit')),
		'(choice).max': optional(limit('more'), nothing('no such limit')),
	};
	return Object.fromEntries(Object.entries(lines).map(([setting, line]) => [at + setting, line]));
}

export const fieldLines: Lines = {
	'field.kind': Object.fromEntries(fieldKinds.map((of) => [of, kind(of)])),
	'field.help': words,
	'field.required': { true: limit('nothing is handed in without it'), false: nothing('it may stay empty') },
	'field.section': optional(look, look),
	'field.role': {
		absent: nothing('its kind and purpose alone say whether it tells who applied'),
		...each(fieldRoles, (role) =>
			shown(
				identifyingRoles[role as (typeof fieldRoles)[number]] ? 'blind readers' : 'nobody; blind readers read it too',
				blind,
				'field.role = %s',
			),
		),
	},
	'field.askIf': {
		...optional(
			shown(
				'what is not asked is neither demanded nor kept',
				asked,
				'what is asked is demanded, what is not asked is neither demanded nor handed in',
			),
			nothing('it is always asked'),
		),
		'→ condition': nothing('what a condition asks is said where it stands'),
	},
	'field.requiredAfter': optional(
		limit('nothing is handed in without it from then on'),
		nothing('`required` alone decides'),
	),
	'field.changeableUntil': optional(
		act('others, other answers, and from then on'),
		act('no answer is changed after the close'),
	),
	'field.visibleTo': {
		named: reads(
			'everybody but its people and the named accounts: organisers, search and programs too',
			'named',
			'file-named',
		),
		organisers: reads('reviewers, other tracks, other desks, whoever has a stake', 'organisers', 'file-organisers'),
		reviewers: reads(
			'who is not assigned, recused or in conflict, and the public',
			'reviewers',
			'file-reviewers',
			'personal',
		),
		public: reads('everybody else until the application is on a public list', 'public', 'file-public'),
	},
	'field.viewers': optional(
		shown(
			'any other organiser, by page, file, list and export',
			purged,
			'is denied by the server to any other organiser: page, file, list, export',
		),
		nothing('only what is for named accounts has viewers'),
	),
	'field.viewers[]': any(
		shown(
			'who looks through the eyes of one of them',
			purged,
			'is denied to whoever looks through the eyes of a named account',
		),
	),
	'field.purpose': optional(
		shown('blind readers', blind, 'field.purpose = %s'),
		shown('nobody', blind, 'field.purpose = %s'),
	),
	'field.retention': optional(
		shown(
			'it is gone for everybody',
			purged,
			'goes with its file, its addresses and its bytes; the proof stays; twice is once',
		),
		nothing('it is kept'),
	),
	'field.retention.days': any(
		shown('from the millisecond on', purged, 'stays until its time is over, to the millisecond'),
	),
	'field.retention.after': {
		submission: shown('counted from there', purged, 'stays until its time is over, to the millisecond'),
		announcement: shown(
			'counted from there',
			purged,
			'counts from the announcement, or from the withdrawal of what was never announced',
		),
		'edition-end': shown('counted from there', purged, 'goes from drafts that were never handed in, with the edition'),
	},
	...limitsOf('field'),
	'field(short-text|long-text).inLanguages': optional(limit('a text in none of them'), nothing('one text')),
	'field(short-text|long-text).inLanguages.languages[]': any(limit('a text in another one')),
	'field(short-text|long-text).inLanguages.needs': { one: limit('none'), all: limit('one of them alone') },
	'field(keywords).min': any(limit('fewer')),
	'field(keywords).max': any(limit('more')),
	'field(keywords).maxCharacters': any(limit('longer ones')),
	'field(person-list).min': any(limit('fewer')),
	'field(person-list).max': any(limit('more')),
	'field(person-list).needs[]': each(['given', 'family', 'affiliation', 'country', 'email', 'orcid', 'consent'], () =>
		limit('a person without it'),
	),
	'field(person-list).presenter': {
		none: nothing('nobody is asked to present'),
		one: limit('nobody'),
		some: limit('nobody'),
	},
	'field(person-list).roles': optional(limit('another role'), nothing('none is asked')),
	'field(person-list).consents': optional(
		nothing('words of the box; that it is needed is said by `needs`'),
		nothing('no box'),
	),
	'field(group).fields[].kind': {
		...each(['number', 'date', 'country', 'choice', 'yes-no', 'link'], () => limit('what is none')),
		...each(['short-text', 'long-text'], () => nothing('any text is one')),
	},
	'field(group).fields[].help': words,
	'field(group).fields[].required': { true: limit('a row without it'), false: nothing('it may stay empty') },
	...limitsOf('field(group).fields[]'),
	'field(group).min': any(limit('fewer rows')),
	'field(group).max': any(limit('more rows')),
	'field(group).sums[].max': optional(limit('a larger total'), nothing('no such limit')),
	'field(file).types[]': any(limit('another type, by its content')),
	'field(file).maxBytes': any(limit('larger ones')),
	'field(file).minPages': optional(limit('fewer pages'), nothing('no such limit')),
	'field(file).maxPages': optional(limit('more pages'), nothing('no such limit')),
	'field(file).paper': {
		absent: nothing('any size'),
		...each(['a4', 'letter', 'a4-or-letter'], () => limit('another size')),
	},
	'field(file).minWidth': optional(limit('narrower pictures'), nothing('no such limit')),
	'field(language).languages[]': any(limit('another language')),
};
