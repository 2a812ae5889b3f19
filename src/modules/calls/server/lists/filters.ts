import { and, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { ApplicationState } from '../../application-state.ts';
import type { Sight } from '../desk-access.ts';
import { application, determination } from '../tables.ts';
import { unansweredCondition } from './where.ts';

/** What the desk looks for, one thing a field; a search in words says more. Whatever is absent does not narrow. */
export interface DeskFilters {
	/** Slug of a call. */
	call?: string | undefined;
	/** Words that all occur in title, people, affiliations or keywords; or a number such as `A-042` or `42`. */
	text?: string | undefined;
	track?: string | undefined;
	state?: ApplicationState | undefined;
	/** Of the newest determination. */
	outcome?: string | undefined;
	student?: boolean | undefined;
	mode?: string | undefined;
	/** Only those whose applicant wrote last. */
	unanswered?: boolean | undefined;
}

/** Whether something is looked for beyond calls that somebody sees. */
export function narrows({ text, track, state, outcome, student, mode, unanswered }: DeskFilters): boolean {
	const asked = [track, state, outcome, student, mode].some((value) => value !== undefined);
	return asked || Boolean(unanswered) || (text ?? '').trim() !== '';
}

/** What narrows a list: sight first, then the filters. What is closed to somebody is neither shown nor counted nor found. */
export function deskConditions(sights: readonly Sight[], filters: DeskFilters): SQL | undefined {
	const wanted = sights.filter(({ stored }) => filters.call === undefined || stored.call.slug === filters.call);
	const whole = wanted.filter(({ tracks }) => tracks === null).map(({ stored }) => stored.callId);
	const parts = wanted.flatMap(({ stored, tracks }) =>
		tracks === null ? [] : [and(eq(application.callId, stored.callId), inArray(application.track, tracks))],
	);
	// Whole calls as one list: an index answers that, of alternatives it may not.
	const seen = [...(whole.length > 0 ? [inArray(application.callId, whole)] : []), ...parts];
	const conditions: (SQL | undefined)[] = [seen.length > 0 ? or(...seen) : sql`false`];
	const closed = [...new Set(wanted.flatMap((sight) => sight.closed))];
	if (closed.length > 0) conditions.push(notInArray(application.id, closed));
	const { track, state, outcome, student, mode } = filters;
	if (track !== undefined) conditions.push(eq(application.track, track));
	if (state !== undefined) conditions.push(eq(application.state, state));
	if (student !== undefined) conditions.push(eq(application.student, student));
	if (mode !== undefined) conditions.push(eq(application.mode, mode));
	if (outcome !== undefined) conditions.push(eq(determination.outcome, outcome));
	if (filters.unanswered) conditions.push(unansweredCondition);
	const words = (filters.text ?? '').trim().toLowerCase().split(/\s+/u).filter(Boolean).slice(0, 12);
	const number = words.length === 1 ? /^(?:[a-z]{1,4}-)?(\d{1,9})$/.exec(words[0] as string)?.[1] : undefined;
	const found = words.map((word) => sql`${application.searchText} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
	if (number !== undefined) conditions.push(or(eq(application.number, Number(number)), and(...found)));
	else conditions.push(...found);
	return and(...conditions);
}
