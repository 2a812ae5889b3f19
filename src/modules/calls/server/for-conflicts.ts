import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { PersonEntry } from '../answers.ts';
import { numberLabel } from '../projection.ts';
import type { MemberRight } from './subject.ts';
import { memberColumn } from './load.ts';
import { application, call } from './tables.ts';

/** Who has a part in an application, as far as its newest version and its desk know. */
export interface PartsOfApplication {
	id: string;
	number: string;
	title: string;
	/** Who holds it. */
	personId: string;
	members: readonly MemberRight[];
	/** Whom its lists of people name, in their order. */
	entries: PersonEntry[];
	/** The organisations that it says it is of. */
	organisations: string[];
	/** The body that applies, where the form asks for its website: its title is its name then. */
	body: { name: string; sites: string[] } | null;
}

type Row = Omit<PartsOfApplication, 'number' | 'organisations' | 'body'> & {
	raw: number;
	prefix: string;
	organisations: (string | Record<string, string>)[];
	sites: string[];
	isBody: boolean;
};

/**
 * Who has a part in the applications of a call, by their numbers. One query, however many there are.
 * @param only these of them
 */
export function partsOfCall(ctx: Context, callId: string, only?: readonly string[]): Promise<PartsOfApplication[]> {
	const ids = only && sql`and ${application.id} = any(${sql.param([...only])}::text[])`;
	return partsWhere(ctx, sql`${application.callId} = ${callId} ${ids ?? sql``}`);
}

/** The same of applications by their ids, of whichever call. One query. */
export async function partsOfApplications(ctx: Context, ids: readonly string[]): Promise<PartsOfApplication[]> {
	if (ids.length === 0) return [];
	return partsWhere(ctx, sql`${application.id} = any(${sql.param([...ids])}::text[])`);
}

async function partsWhere(ctx: Context, where: SQL): Promise<PartsOfApplication[]> {
	const answered = (what: ReturnType<typeof sql>, where: ReturnType<typeof sql>) =>
		sql`(select coalesce(jsonb_agg(${what}), '[]') from jsonb_array_elements(f.form -> 'fields') with ordinality as field(one, place)
			cross join lateral (select v.answers -> (field.one ->> 'id') as given) a ${where})`;
	const rows = await many<Row>(
		ctx.db,
		sql`select ${application.id} as id, ${application.number} as raw, ${call.numberPrefix} as prefix,
				${application.title} as title, ${application.personId} as "personId", ${memberColumn} as members,
				${answered(
					sql`entry`,
					sql`cross join lateral jsonb_array_elements(case jsonb_typeof(a.given) when 'array' then a.given else '[]' end) entry
						where field.one ->> 'kind' = 'person-list'`,
				)} as entries,
				${answered(
					sql`a.given`,
					sql`where field.one ->> 'role' in ('organisation', 'outlet') and jsonb_typeof(a.given) in ('string', 'object')`,
				)} as organisations,
				${answered(sql`a.given`, sql`where field.one ->> 'role' = 'website' and jsonb_typeof(a.given) = 'string'`)} as sites,
				jsonb_path_exists(f.form, '$.fields[*] ? (@.role == "website")') as "isBody"
			from ${application} join ${call} on ${call.id} = ${application.callId}
			join application_version v on v.application_id = ${application.id} and v.version = ${application.version}
			join call_form f on f.call_id = ${application.callId} and f.version = v.form_version
			where ${where}
			order by ${application.number}`,
	);
	return rows.map(({ raw, prefix, organisations, sites, isBody, ...row }) => ({
		...row,
		body: isBody ? { name: row.title, sites } : null,
		number: numberLabel(prefix, raw),
		organisations: organisations.flatMap((given) => (typeof given === 'string' ? [given] : Object.values(given))),
	}));
}

/** Somebody stands in an application together with a person or with an address. */
export interface StandsTogether {
	person: string;
	withPerson: string | null;
	/** In lower case. */
	withAddress: string | null;
	/** The number of that application. */
	number: string;
	/** In which it was handed in. */
	year: number;
}

/** With whom these people have a part in any application of any call. One query. */
export async function standTogether(ctx: Context, people: readonly string[]): Promise<StandsTogether[]> {
	const rows = await many<Omit<StandsTogether, 'number'> & { raw: number; prefix: string }>(
		ctx.db,
		sql`with asked as (select unnest(${sql.param([...people])}::text[]) as person),
			mine as (
				select asked.person, s.object_id as id from asked join stake s on s.person_id = asked.person
					where s.kind = 'part' and s.object_type = 'application'
				union
				select asked.person, s.object_id from asked join account_address d on d.person_id = asked.person
					join stake s on s.address = d.address where s.kind = 'part' and s.object_type = 'application'
			)
			select mine.person, o.person_id as "withPerson", o.address as "withAddress", a.number as raw,
				c.number_prefix as prefix, extract(year from a.submitted_at)::int as year
			from mine join stake o on o.object_type = 'application' and o.object_id = mine.id and o.kind = 'part'
			join application a on a.id = mine.id join call c on c.id = a.call_id
			where o.person_id is distinct from mine.person
				and not exists (select 1 from account_address d where d.address = o.address and d.person_id = mine.person)
			order by a.number desc`,
	);
	return rows.map(({ raw, prefix, ...row }) => ({ ...row, number: numberLabel(prefix, raw) }));
}

/** The application of a call with this number. One query. */
export async function applicationIdOf(ctx: Context, callId: string, number: number): Promise<string | undefined> {
	const [row] = await ctx.db
		.select({ id: application.id })
		.from(application)
		.where(and(eq(application.callId, callId), eq(application.number, number)));
	return row?.id;
}

/** The numbers of applications as they are printed, by their ids. One query. */
export async function numbersOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
	const rows = await ctx.db
		.select({ id: application.id, number: application.number, prefix: call.numberPrefix })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.where(inArray(application.id, [...ids]));
	return new Map(rows.map(({ id, number, prefix }) => [id, numberLabel(prefix, number)]));
}
