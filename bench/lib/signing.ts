import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Actor, system } from '../../src/core/access/index.ts';
import { localOf } from '../../src/core/clock/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { many } from '../../src/core/database/index.ts';
import { editionBySlug } from '../../src/modules/editions/server/index.ts';
import {
	createStatement,
	publicStatement,
	releaseStatement,
	saveSettings,
	saveStatementDraft,
} from '../../src/modules/statements/server/index.ts';

const actor: Actor = system('benchmark');
const zone = 'Asia/Shanghai';

/** A statement that is released and open for signatures, published at once. @returns its id */
export async function openStatement(ctx: Context, slug: string): Promise<string> {
	const edition = await editionBySlug(ctx, 'ipspace-2021');
	if (!edition?.organisationId) throw new Error('the edition belongs to no organisation');
	const id = await createStatement(ctx, actor, {
		slug,
		organisation: edition.organisationId,
		edition: edition.id,
		kind: 'initiative',
		zone,
		authoritative: 'en',
	});
	const from = localOf(ctx.clock.edition.now() - 60_000, zone).slice(0, 16);
	await saveSettings(ctx, actor, {
		statement: id,
		settings: { kind: 'initiative', zone, authoritative: 'en', signing: { from, moderation: 'after' } },
	});
	const text = 'Measurements should be open to everybody. '.repeat(40);
	const texts = {
		en: { title: `Statement ${slug}`, body: text },
		zh: { title: `声明 ${slug}`, body: '数据应向所有人开放。'.repeat(60) },
	};
	const revision = await saveStatementDraft(ctx, actor, { statement: id, texts, remark: '', revision: 0 });
	await releaseStatement(ctx, actor, { statement: id, revision });
	return id;
}

/** So many confirmed signatures, a tenth of them not named, written straight into the table. */
export async function fillStatement(ctx: Context, slug: string, count: number): Promise<void> {
	const one = await publicStatement(ctx, slug);
	if (!one?.texts.en) throw new Error('it is not released');
	const countries = 'CN US FR DE GB NL RO RU KE EG IN MY JP AR BR AU NZ'.split(' ').join(',');
	await ctx.db.execute(sql`
		insert into signature (id, statement_id, version, locale, printing, digest, "as", names, role, affiliation, country, is_public,
			email, email_key, tier, state, flags, name_key, search_text, consent, requested_at, confirmed_at, public_at, earlier)
		select substr(md5(n::text), 1, 20), ${one.id}, 1, 'en', 1, ${one.texts.en.digest}, 'person',
			jsonb_build_object('given', 'Given' || (n % 997), 'family', 'Family' || (n % 9973), 'han', case when n % 3 = 0 then '林' || chr(20000 + (n % 5000)) else '' end),
			'Professor', 'Institute ' || (n % 500) || ' of the Lakeside Sample University', (string_to_array(${countries}, ','))[1 + n % 17], n % 10 <> 0,
			'person' || n || '@sample.example', 'person' || n || '@sample.example', (array['email', 'institution', 'email'])[1 + n % 3], 'public', '[]',
			'family' || (n % 9973) || ' given' || (n % 997),
			case when n % 10 = 0 then '' else 'given' || (n % 997) || ' family' || (n % 9973) || ' · 林' || chr(20000 + (n % 5000)) || ' · professor · institute ' || (n % 500) || ' of the lakeside sample university · sample country 样国' end,
			'2026-1-en', now(), now(), now(), '[]'
		from generate_series(1, ${count}) as n`);
	await ctx.db.execute(sql`vacuum analyze signature`);
}

export interface SigningRun {
	/** Mailboxes whose confirmation was answered with 303. */
	confirmed: string[];
	/** Answers that were no success, by what they were. */
	otherwise: Map<string, number>;
	/** Milliseconds of each POST of the form, and of each confirmation. */
	signing: number[];
	confirming: number[];
	stop(): Promise<void>;
}

/**
 * People sign, `perSecond` of them in every second whatever the server does: each posts the form, finds the letter, and
 * presses the button.
 */
export function signAtRate(ctx: Context, origin: string, slug: string, perSecond: number, prefix: string): SigningRun {
	const run: SigningRun = {
		confirmed: [],
		otherwise: new Map(),
		signing: [],
		confirming: [],
		stop: async () => undefined,
	};
	const under = new Set<Promise<void>>();
	let going = true;
	let number = 0;
	const failed = (how: string): void => {
		run.otherwise.set(how, (run.otherwise.get(how) ?? 0) + 1);
	};
	const post = async (path: string, body: URLSearchParams) => {
		const began = performance.now();
		// As a browser without scripts asks: the framework answers scripts with 200 whatever came of it.
		const headers = { origin, accept: 'text/html' };
		const answer = await fetch(origin + path, { method: 'POST', body, headers, redirect: 'manual' });
		await answer.arrayBuffer();
		return { status: answer.status, took: performance.now() - began };
	};
	const signOne = async (digest: string) => {
		number += 1;
		const email = `${prefix}${number}@sample.example`;
		// No letter several times in a row: such names are held back for somebody to look at.
		const letters = createHash('sha256').update(email).digest('hex').replace(/[0-9]/g, '');
		const name = letters.replace(/(.)\1+/g, '$1').slice(0, 12);
		try {
			const form = {
				digest,
				as: 'person',
				family: `Signer${name}`,
				given: 'Ada',
				country: 'CN',
				visibility: 'public',
				email,
				consent: 'yes',
			};
			const signed = await post(`/statements/${slug}/sign`, new URLSearchParams(form));
			if (signed.status !== 200) return failed(`form ${signed.status}`);
			run.signing.push(signed.took);
			const [letter] = await many<{ text: string }>(ctx.db, sql`select text from mail where to_address = ${email}`);
			const secret = /signatures\/(\w+)/.exec(letter?.text ?? '')?.[1];
			if (!secret) return failed('no letter');
			const confirmed = await post(`/statements/signatures/${secret}?/confirm`, new URLSearchParams());
			if (confirmed.status !== 303) return failed(`confirm ${confirmed.status}`);
			run.confirming.push(confirmed.took);
			run.confirmed.push(email);
		} catch (error) {
			failed(
				(error as Error).cause ? String(((error as Error).cause as { code?: string }).code) : (error as Error).message,
			);
		}
	};
	const walking = (async () => {
		const digest = (await publicStatement(ctx, slug))?.texts.en?.digest ?? '';
		const began = performance.now();
		for (let tick = 0; going; tick += 1) {
			const work = signOne(digest);
			under.add(work);
			void work.finally(() => under.delete(work));
			await sleep(Math.max(0, began + ((tick + 1) * 1000) / perSecond - performance.now()));
		}
	})();
	run.stop = async () => {
		going = false;
		await walking;
		await Promise.allSettled(under);
	};
	return run;
}

/** Which of these mailboxes have no signature, and how many have more than one. */
export async function missingSignatures(ctx: Context, id: string, emails: readonly string[]) {
	const rows = await many<{ email: string; n: number }>(
		ctx.db,
		sql`select email, count(*)::int as n from signature where statement_id = ${id} group by email`,
	);
	const there = new Map(rows.map(({ email, n }) => [email, n]));
	return {
		lost: emails.filter((email) => !there.has(email)),
		twice: rows.filter(({ n }) => n > 1).length,
		all: rows.length,
	};
}
