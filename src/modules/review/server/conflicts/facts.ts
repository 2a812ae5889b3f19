import { hash } from 'node:crypto';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import {
	type CallForReview,
	type PartsOfApplication,
	partsOfCall,
	standTogether,
} from '#modules/calls/server/index.ts';
import { personName } from '#modules/calls/readable.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type ConflictState, stateOf } from '../../conflict.ts';
import { type ConflictFact, type Evidence, inferConflicts, type JudgedPerson } from '../../conflict-inference.ts';
import { reviewConflictStatement, reviewConflictVerdict } from '../conflict-tables.ts';
import { reviewRecusal } from '../tables.ts';
import { judgeRecords, judgesOf, institutionsOf, namesOf } from './judges.ts';
import { addressesOf } from './own-people.ts';
import { hasJury, mentionedSupporters, supportersOf } from './supporters.ts';

/** One thing between a person and an application, and what follows from it. */
export interface KnownFact extends ConflictFact {
	state: ConflictState;
	/** By which a chair's verdict holds: other evidence is looked at anew. */
	mark: string;
	/** What a chair gave as his reason, last. */
	reason: string | null;
}

export interface Facts {
	facts: KnownFact[];
	applications: PartsOfApplication[];
	judges: string[];
}

export interface FactsOf {
	applications?: readonly string[] | undefined;
	/** Instead of all who judge in the call. */
	people?: readonly string[] | undefined;
}

/**
 * All that is known between those who judge in a call and its applications. It is found anew each time it is asked, so
 * that it can't be out of date: at most twelve queries, nineteen where a jury decides, however many people and applications there are.
 */
export async function conflictFacts(ctx: Context, call: CallForReview, only: FactsOf = {}): Promise<Facts> {
	const applications = await partsOfCall(ctx, call.callId, only.applications);
	const judges = only.people ?? (await judgesOf(ctx, call));
	const holders = applications.flatMap(({ personId, members }) => [personId, ...members.map(({ person }) => person)]);
	const everybody = [...new Set([...judges, ...holders])];
	const records = await readPeople(ctx, everybody);
	const addresses = await addressesOf(ctx, everybody);
	const known = { records, addresses };
	const personOf = (id: string, as: 'holder' | 'member'): JudgedPerson => {
		const record = records.get(id);
		return {
			as,
			person: id,
			names: record ? namesOf(record) : [],
			addresses: [...(addresses.get(id) ?? [])],
			orcid: record?.orcid ?? null,
			affiliations: record ? institutionsOf(record) : [],
		};
	};
	const jury = hasJury(call);
	const supporters = await supportersOf(ctx, call);
	const mentions = await mentionedSupporters(ctx, call.callId, supporters, only.applications);
	const inferred = inferConflicts({
		judges: await judgeRecords(ctx, call.scope, judges, known),
		judged: applications.map(({ id, personId, members, entries, organisations, body }) => ({
			application: id,
			people: [
				personOf(personId, 'holder'),
				...members.map(({ person }) => personOf(person, 'member')),
				...entries.map((entry): JudgedPerson => {
					const address = entry.email.trim().toLowerCase();
					return {
						as: 'named',
						person: null,
						names: [personName(entry)],
						addresses: address === '' ? [] : [address],
						orcid: entry.orcid || null,
						affiliations: entry.affiliation ? [{ names: [entry.affiliation] }] : [],
					};
				}),
			],
			organisations: jury && body ? [...organisations, body.name] : organisations,
			sites: jury && body ? body.sites : [],
			mentions: mentions.get(id) ?? [],
		})),
		supporters,
		together: (await standTogether(ctx, judges)).map(({ person, withPerson, withAddress, number, year }) => ({
			person,
			with: { ...(withPerson ? { person: withPerson } : {}), ...(withAddress ? { address: withAddress } : {}) },
			number,
			year,
		})),
		year: new Date(ctx.clock.edition.now()).getUTCFullYear(),
	});
	const told = await statedFacts(ctx, call.callId, only);
	return { facts: await decided(ctx, call.callId, [...inferred, ...told], only), applications, judges: [...judges] };
}

/** What people have said of each other, and recusals. Two queries. */
async function statedFacts(ctx: Context, callId: string, only: FactsOf): Promise<ConflictFact[]> {
	const statements = await ctx.db
		.select()
		.from(reviewConflictStatement)
		.where(
			and(
				eq(reviewConflictStatement.callId, callId),
				isNull(reviewConflictStatement.endedAt),
				only.applications ? inArray(reviewConflictStatement.applicationId, [...only.applications]) : undefined,
				only.people ? inArray(reviewConflictStatement.personId, [...only.people]) : undefined,
			),
		)
		.orderBy(asc(reviewConflictStatement.position));
	const recusals = await ctx.db
		.select()
		.from(reviewRecusal)
		.where(
			and(
				eq(reviewRecusal.callId, callId),
				only.applications ? inArray(reviewRecusal.applicationId, [...only.applications]) : undefined,
				only.people ? inArray(reviewRecusal.personId, [...only.people]) : undefined,
			),
		);
	return [
		...statements.map(({ applicationId, personId, kind, source, text }): ConflictFact => {
			const evidence: Evidence = { by: 'stated', value: text, who: '' };
			return { application: applicationId, person: personId, kind, source, grounds: 'same', evidence };
		}),
		...recusals.map(({ applicationId, personId, source, text }): ConflictFact => {
			const by = source === 'self' ? ('reviewer' as const) : ('chair' as const);
			const evidence: Evidence = { by: 'recusal', value: text, who: '' };
			return { application: applicationId, person: personId, kind: 'recused', source: by, grounds: 'same', evidence };
		}),
	];
}

/** With what chairs have found of each. One query. */
async function decided(ctx: Context, callId: string, facts: readonly ConflictFact[], only: FactsOf) {
	const rows = await ctx.db
		.select()
		.from(reviewConflictVerdict)
		.where(
			and(
				eq(reviewConflictVerdict.callId, callId),
				only.applications ? inArray(reviewConflictVerdict.applicationId, [...only.applications]) : undefined,
				only.people ? inArray(reviewConflictVerdict.personId, [...only.people]) : undefined,
			),
		)
		.orderBy(asc(reviewConflictVerdict.position));
	const key = (of: { person: string; application: string; kind: string; source: string; mark: string }) =>
		[of.application, of.person, of.kind, of.source, of.mark].join(' ');
	// The newest stands last.
	const verdicts = new Map(
		rows.map((row) => [key({ ...row, person: row.personId, application: row.applicationId }), row]),
	);
	return facts.map((fact): KnownFact => {
		const mark = evidenceMark(fact.evidence);
		const verdict = verdicts.size === 0 ? undefined : verdicts.get(key({ ...fact, mark }));
		return {
			...fact,
			mark,
			state: stateOf({ ...fact, decided: verdict?.verdict ?? null }),
			reason: verdict?.reason ?? null,
		};
	});
}

/** By which the same evidence is known again, without saying what it was. */
export function evidenceMark({ by, value, who }: Evidence): string {
	return hash('sha256', JSON.stringify([by, value, who])).slice(0, 24);
}
