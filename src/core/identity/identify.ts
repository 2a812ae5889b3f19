import { sql } from 'drizzle-orm';
import { type Actor, type Relation, stakesColumn, visitor } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/connection.ts';
import { cookieName, readCookie, sessionLife, setCookieHeader } from './cookies.ts';
import { actionsOfScopes } from './scopes.ts';
import { digestOf } from './secrets.ts';

export interface Credentials {
	/** The `Cookie` header. */
	cookie?: string | null | undefined;
	/** The `Authorization` header. */
	authorization?: string | null | undefined;
}

export interface Identified {
	actor: Actor;
	/** The session, when a cookie signed in. */
	sessionId?: string;
	/** In which edition (its slug) the person looks through somebody's eyes; the actor is that somebody, `seenBy` him. */
	seeing?: string;
	/** A `Set-Cookie` header that the answer must carry: the cookie renewed, or deleted because it is worth nothing. */
	setCookie?: string;
}

/** A use is noted at most once in this time, so that reading pages does not write. */
const noteEvery = hour;

interface Found extends Record<string, unknown> {
	id: string;
	person_id: string;
	/** Epoch milliseconds. */
	used: number | null;
	scopes: string[] | null;
	relations: Relation[];
	stakes: string[];
	seen_person_id?: string | null;
	seen_edition?: string | null;
	seen_relations?: Relation[];
	seen_stakes?: string[];
}

const relationsOfColumn = (column: string) =>
	sql`coalesce((select json_agg(json_build_object('relation', r.relation, 'on', r.object_type, 'id', r.object_id))
		from relation r where r.person_id = ${sql.raw(column)} and r.until is null), '[]'::json)`;
const relationsOfRow = sql`${relationsOfColumn('t.person_id')} as relations, ${stakesColumn(sql`t.person_id`)} as stakes`;
const epoch = (column: string) => sql`(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;

/**
 * Who asks. A token in `Authorization: Bearer orrery_…` counts before the cookie; a bad token is a visitor, never the
 * cookie's person. One query when somebody brings a credential, a second one at most once an hour for each; none for visitors.
 */
export async function identify(ctx: Context, credentials: Credentials): Promise<Identified> {
	if (credentials.authorization) return { actor: await actorOfToken(ctx, credentials.authorization) };
	const secret = readCookie(credentials.cookie, cookieName(ctx.config, 'session'));
	if (!secret) return { actor: visitor };
	const now = ctx.clock.process.now();
	const [found] = await many<Found>(
		ctx.db,
		sql`select t.id, t.person_id, ${epoch('t.seen_at')} as used, null as scopes, ${relationsOfRow},
			case when t.seen_until > ${new Date(now).toISOString()} then t.seen_person_id end as seen_person_id, t.seen_edition,
			case when t.seen_until > ${new Date(now).toISOString()} then ${relationsOfColumn('t.seen_person_id')} end as seen_relations,
			${stakesColumn(sql`t.seen_person_id`)} as seen_stakes
			from session t where t.digest = ${digestOf(secret)} and t.expires_at > ${new Date(now).toISOString()}`,
	);
	if (!found) return { actor: visitor, setCookie: setCookieHeader(ctx.config, 'session', '') };
	const who = { ...actorOfRow(found), sessionId: found.id };
	if (now - (found.used ?? 0) < noteEvery) return who;
	await ctx.db.execute(
		sql`update session set seen_at = ${new Date(now).toISOString()}, expires_at = ${new Date(now + sessionLife).toISOString()}
			where id = ${found.id}`,
	);
	return { ...who, setCookie: setCookieHeader(ctx.config, 'session', secret) };
}

/** The person of a session, or whom he looks through the eyes of. */
function actorOfRow(found: Found): Pick<Identified, 'actor' | 'seeing'> {
	const own = { personId: found.person_id, relations: found.relations, stakes: found.stakes };
	if (!found.seen_person_id || !found.seen_edition) return { actor: { kind: 'person', ...own, via: 'session' } };
	const seen = {
		personId: found.seen_person_id,
		relations: found.seen_relations ?? [],
		stakes: found.seen_stakes ?? [],
	};
	return { actor: { kind: 'person', ...seen, via: 'session', seenBy: own }, seeing: found.seen_edition };
}

async function actorOfToken(ctx: Context, authorization: string): Promise<Actor> {
	const token = /^Bearer (orrery_[0-9a-z]{40})$/i.exec(authorization)?.[1]?.toLowerCase();
	if (!token) return visitor;
	const now = ctx.clock.process.now();
	const [found] = await many<Found>(
		ctx.db,
		sql`select t.id, t.person_id, ${epoch('t.used_at')} as used, t.scopes, ${relationsOfRow}
			from personal_token t where t.digest = ${digestOf(token)} and t.expires_at > ${new Date(now).toISOString()}`,
	);
	if (!found) return visitor;
	if (now - (found.used ?? 0) >= noteEvery) {
		await ctx.db.execute(
			sql`update personal_token set used_at = ${new Date(now).toISOString()} where id = ${found.id}`,
		);
	}
	return {
		kind: 'person',
		personId: found.person_id,
		relations: found.relations,
		stakes: found.stakes,
		via: 'token',
		limitedTo: actionsOfScopes(found.scopes ?? []),
	};
}
