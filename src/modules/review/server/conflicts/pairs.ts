import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { type ConflictKind, type ConflictState, gravest, holds } from '../../conflict.ts';

/** Somebody and an application, with all that is between them. */
export interface ConflictPair {
	application: string;
	person: string;
	kinds: ConflictKind[];
	/** The gravest: `holds(state)` says whether they must not come together. */
	state: ConflictState;
}

/**
 * Who has a conflict with which application of a call: what is on record, stated, inferred and decided, hints and cleared
 * ones too. One query, however many there are.
 */
export async function conflictsOf(ctx: Context, callId: string): Promise<ConflictPair[]> {
	return pairs(ctx, sql`a.call_id = ${callId}`);
}

/** Whether somebody must neither judge an application nor see how it is judged. One query. */
export async function isConflicted(ctx: Context, applicationId: string, personId: string): Promise<boolean> {
	const found = await pairs(ctx, sql`a.id = ${applicationId}`);
	return found.some(({ person, state }) => person === personId && holds(state));
}

type Row = { application: string; person: string; kind: ConflictKind; state: ConflictState };

async function pairs(ctx: Context, which: ReturnType<typeof sql>): Promise<ConflictPair[]> {
	const rows = await many<Row>(
		ctx.db,
		sql`with them as (select a.id, a.call_id, a.person_id, a.version from application a where ${which}),
			entries as (
				select them.id, lower(trim(entry ->> 'email')) as address from them
				join application_version v on v.application_id = them.id and v.version = them.version
				join call_form f on f.call_id = them.call_id and f.version = v.form_version
				cross join lateral jsonb_array_elements(f.form -> 'fields') field
				cross join lateral jsonb_array_elements(case jsonb_typeof(v.answers -> (field ->> 'id'))
					when 'array' then v.answers -> (field ->> 'id') else '[]' end) entry
				where field ->> 'kind' = 'person-list'
			)
			select id as application, person_id as person, 'self' as kind, 'counts' as state from them
			union select m.application_id, m.person_id, 'self', 'counts' from application_member m
				join them on them.id = m.application_id where m.ended_at is null
			union select entries.id, d.person_id, 'named', 'counts' from entries join account_address d on d.address = entries.address
			union select r.application_id, r.person_id, 'recused', 'confirmed' from review_recusal r join them on them.id = r.application_id`,
	);
	return gathered(rows);
}

/** What is known of each pair, brought together. Pure. */
export function gathered(rows: readonly Row[]): ConflictPair[] {
	const found = new Map<string, { application: string; person: string; all: Row[] }>();
	for (const row of rows) {
		const key = `${row.application} ${row.person}`;
		const pair = found.get(key) ?? { application: row.application, person: row.person, all: [] };
		pair.all.push(row);
		found.set(key, pair);
	}
	return [...found.values()].map(({ application, person, all }) => ({
		application,
		person,
		kinds: [...new Set(all.map(({ kind }) => kind))].sort(),
		state: gravest(all.map(({ state }) => state)),
	}));
}
