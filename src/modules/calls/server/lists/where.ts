import { type AnyColumn, and, eq, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import type { Criterion, FactTest, Range } from '../../search/criterion.ts';
import { appeal, infoRequest } from '../stage-tables.ts';
import { application, applicationMessage, determination } from '../tables.ts';
import { applicationThread } from '../thread-tables.ts';
import { type ListScores, scoredWithin } from './scores.ts';

/*
 * A search as a condition of SQL over `application` and its newest `determination` (joined from the left). A condition
 * is never unknown (null): turned round it must find the rest.
 */

/** Nothing and everything. */
const never = sql`false`;
const always = sql`true`;

/** The applicant wrote last, and the desk has not said that this needs no answer. */
export const unansweredCondition = sql`exists (select 1 from ${applicationMessage} m
	where m.application_id = ${application.id} and m.side = 'applicant' and m.position > coalesce(
		(select t.closed_up_to from ${applicationThread} t where t.application_id = m.application_id), 0)
	and not exists (select 1 from ${applicationMessage} later
		where later.application_id = m.application_id and later.position > m.position))`;

/** A refusal of it is appealed against, and the desk has not answered. */
export const openAppealCondition = sql`exists (select 1 from ${appeal} p where p.application_id = ${application.id}
	and p.state = 'open' and ${application.state} <> 'withdrawn')`;

/** What was asked for last was not answered by its date, and it still waits to be decided. */
export const requestExpiredCondition = sql`(${application.state} = 'submitted' and coalesce((select r.state = 'expired'
	from ${infoRequest} r where r.application_id = ${application.id} order by r.position desc limit 1), false))`;

/** The condition that a search is. @param scores those that it asks of, as far as whoever searches may read them */
export function conditionOf(criterion: Criterion, scores: ListScores = new Map()): SQL {
	const each = (parts: readonly Criterion[]) => parts.map((part) => conditionOf(part, scores));
	if ('all' in criterion) return and(...each(criterion.all)) ?? always;
	if ('any' in criterion) return or(...each(criterion.any)) ?? never;
	if ('not' in criterion) return not(conditionOf(criterion.not, scores));
	if ('scored' in criterion) return sql`${application.id} = any(${sql.param(scoredWithin(scores, criterion))}::text[])`;
	if ('words' in criterion) return contains(application.searchText, criterion.words);
	if ('number' in criterion) return eq(application.number, criterion.number);
	if ('track' in criterion) return oneOf(application.track, criterion.track);
	if ('state' in criterion) return inAny(application.state, criterion.state);
	if ('determined' in criterion) {
		if (criterion.determined === false) return isNull(application.determinationId);
		return 'outcomes' in criterion.determined
			? oneOf(determination.outcome, criterion.determined.outcomes)
			: oneOf(determination.effect, criterion.determined.effects);
	}
	if ('stage' in criterion) {
		const first = criterion.calls.filter((one) => one.first).map(({ id }) => id);
		const at = and(
			inAny(
				application.callId,
				criterion.calls.map(({ id }) => id),
			),
			sql`${application.stageId} is not distinct from ${criterion.stage}`,
		) as SQL;
		return or(at, and(inAny(application.callId, first), isNull(application.stageId))) as SQL;
	}
	if ('cohort' in criterion) return oneOf(application.cohort, criterion.cohort);
	if ('column' in criterion) {
		return within(criterion.calls, oneOf(application[criterion.column], criterion.is));
	}
	if ('student' in criterion) {
		return within(criterion.calls, sql`${application.student} is not distinct from ${criterion.student}`);
	}
	if ('flag' in criterion) return criterion.is ? flagOf(criterion.flag) : not(flagOf(criterion.flag));
	if ('count' in criterion) return inRange(sql`${application[criterion.count]}`, criterion.range, (n) => sql`${n}`);
	if ('time' in criterion) {
		const column = criterion.time === 'submitted' ? application.submittedAt : application.changedAt;
		return inRange(sql`${column}`, criterion.range, (at) => sql`${new Date(at).toISOString()}::timestamptz`);
	}
	if ('text' in criterion) {
		return within(criterion.calls, contains(sql`lower(${application[criterion.text]})`, criterion.has));
	}
	if ('fact' in criterion) return within(criterion.calls, factCondition(criterion.fact, criterion.test));
	return inAny(application.callId, criterion.calls);
}

/** Only what this person may ask in these calls; elsewhere the answer is no, whatever it says there. */
function within(calls: readonly string[], condition: SQL): SQL {
	return and(inAny(application.callId, calls), condition) as SQL;
}

function inAny(column: AnyColumn, values: readonly string[]): SQL {
	return values.length === 0 ? never : sql`${column} in ${[...values]}`;
}

/** One of these, null for having none. */
function oneOf(column: AnyColumn, values: readonly (string | null)[]): SQL {
	const named = values.filter((value) => value !== null);
	const filled = named.length === 0 ? never : sql`coalesce(${column} in ${named}, false)`;
	return values.includes(null) ? (or(isNull(column), filled) as SQL) : filled;
}

function flagOf(flag: Extract<Criterion, { flag: string }>['flag']): SQL {
	switch (flag) {
		case 'entered':
			return sql`${application.enteredBy} is not null`;
		case 'follows':
			return sql`${application.followsId} is not null`;
		case 'minor':
			return sql`${application.minor}`;
		case 'message':
			return unansweredCondition;
		case 'messages':
			return sql`exists (select 1 from ${applicationMessage} m where m.application_id = ${application.id})`;
		case 'request':
			return sql`exists (select 1 from ${infoRequest} r where r.application_id = ${application.id} and r.state = 'open')`;
		case 'request-expired':
			return requestExpiredCondition;
		case 'appeal':
			return openAppealCondition;
	}
}

function inRange<T>(column: SQL, { from, until }: Range<T>, value: (of: T) => SQL): SQL {
	const conditions = [
		...(from === undefined ? [] : [sql`${column} >= ${value(from)}`]),
		...(until === undefined ? [] : [sql`${column} < ${value(until)}`]),
	];
	return and(...conditions) ?? always;
}

function contains(column: unknown, text: string): SQL {
	const words = storable(text);
	return words === '' ? always : sql`coalesce(${column}, '') like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`}`;
}

/** What an answer must be, asked of the facts. Values of another type than is asked are no match, and no fault. */
function factCondition(key: string, test: FactTest): SQL {
	const { facts } = application;
	if ('there' in test) return sql`jsonb_exists(${facts}, ${key})`;
	if ('is' in test) {
		if (test.is.length === 0) return never;
		// As an object that the facts contain: the index answers that. A list contains one value as well.
		const parts = test.is.flatMap((value) => [
			sql`${facts} @> ${JSON.stringify({ [key]: value })}::jsonb`,
			...(typeof value === 'string' ? [sql`${facts} @> ${JSON.stringify({ [key]: [value] })}::jsonb`] : []),
		]);
		return or(...parts) as SQL;
	}
	const at = `$.${JSON.stringify(key)}`;
	if ('has' in test) {
		const literal = JSON.stringify(storable(test.has));
		return sql`coalesce(jsonb_path_match(${facts}, ${`exists(${at}[*] ? (@ like_regex ${literal} flag "qi"))`}::jsonpath), false)`;
	}
	const compared = [
		['>=', test.least],
		['>', test.above],
		['<=', test.most],
		['<', test.below],
	] as const;
	const conditions = compared
		.filter(([, value]) => value !== undefined)
		.map(([sign, value]) => `@ ${sign} ${JSON.stringify(value)}`);
	if (conditions.length === 0) return always;
	const path = `exists(${at}[*] ? (${conditions.join(' && ')}))`;
	return sql`coalesce(jsonb_path_match(${facts}, ${path}::jsonpath), false)`;
}

/** PostgreSQL stores no NUL and no half of a pair. */
function storable(text: string): string {
	return text.replaceAll('\u0000', '').toWellFormed();
}
