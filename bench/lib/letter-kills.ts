import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/core/access/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { startTestServer } from '../../src/core/mail/test-server.ts';
import { batchWithLetters, sendBatch } from '../../src/modules/letters/server/index.ts';
import { makeAbstractsCall, makeDecided } from './decided-applications.ts';
import { beside, startServer } from './folder.ts';

export interface LetterKillResult {
	letters: number;
	kills: number;
	/** How far the batch had come at each kill: letters typeset. */
	at: number[];
	/** Recipients in whose mailbox the letter lies more than once. */
	twice: string[];
	/** Recipients who are said to have it, and have not. */
	missing: string[];
	/** Recipients of whom nobody can know: listed by name on the page of the batch. */
	uncertain: string[];
	/** Of those, without a name or an address on that page. */
	unnamed: number;
	/** Letters that arrived without their PDF. */
	bare: number;
	/** Letters that are in no end state. */
	open: number;
}

/** An organiser of the organisation: who sends. */
export function sender(organisation: string): Actor {
	return {
		kind: 'person',
		personId: 'bench',
		relations: [{ relation: 'organiser', on: 'organisation', id: organisation }],
		via: 'command',
	};
}

/**
 * Announces a batch in a real installation whose mail goes to a mail server on this machine, kills the server with
 * SIGKILL while it typesets and sends, starts it again, and so on; then counts what lies in the mailboxes.
 */
export async function letterKills(options: {
	/** An empty folder. */
	dataDir: string;
	letters: number;
	kills: number;
	say?: (line: string) => void;
}): Promise<LetterKillResult> {
	const { letters, kills, say = () => undefined } = options;
	// A little time for each, so that a blow can meet a message on the wire.
	const mails = await startTestServer({ onMessage: () => sleep(3).then(() => undefined) });
	const env = { ORRERY_CLOCK: 'real', SMTP_URL: `${mails.url}?ignoreTLS=true`, MAIL_FROM: 'noreply@ipspace.example' };
	let server = await startServer({ dataDir: options.dataDir, env, patience: 180_000 });
	try {
		let app = await beside(options.dataDir);
		const { edition, call, organisation } = await makeAbstractsCall(app.ctx);
		const determinations = await makeDecided(app.ctx, call, letters);
		const actor = sender(organisation);
		const { batch } = await sendBatch(app.ctx, actor, { callId: call, determinations });
		const look = (ctx: Context) => batchWithLetters(ctx, actor, { editionId: edition, batch });
		const result = { letters, kills: 0, at: [] as number[] };
		while (result.kills < kills) {
			// Each blow falls when a further share of the batch has been typeset.
			const share = ((result.kills + 0.5) * letters) / kills;
			await until('the batch goes on', async () => (await look(app.ctx)).batch.issued >= share, 120_000);
			result.at.push((await look(app.ctx)).batch.issued);
			await app.close();
			await server.kill();
			server = await server.again();
			app = await beside(options.dataDir);
			result.kills += 1;
			say(`kill ${result.kills} at ${result.at.at(-1)} of ${letters} letters typeset`);
		}
		const ends = ['sent', 'uncertain', 'failed'];
		const settled = async () =>
			(await look(app.ctx)).letters.every(({ delivery }) => delivery !== null && ends.includes(delivery));
		await until('every letter is settled', settled, 180_000).catch((error) => say(String(error)));
		const end = await look(app.ctx);
		const rows = new Map(
			(await app.ctx.database.pool.query('select id, to_address from letter where batch_id = $1', [batch])).rows.map(
				({ id, to_address }) => [id as string, to_address as string],
			),
		);
		await app.close();
		const times = new Map<string, number>();
		for (const { to } of mails.read) times.set(to, (times.get(to) ?? 0) + 1);
		const of = (state: string) => end.letters.filter(({ delivery }) => delivery === state);
		return {
			...result,
			twice: [...times].filter(([, n]) => n > 1).map(([to]) => to),
			missing: of('sent').flatMap(({ id }) => (times.get(rows.get(id) ?? '') === 1 ? [] : [rows.get(id) ?? id])),
			uncertain: of('uncertain').map(({ id }) => rows.get(id) ?? id),
			unnamed: of('uncertain').filter(({ recipient }) => !recipient.en && !recipient.zh).length,
			bare: mails.read.filter(({ raw }) => !/^Content-Type: application\/pdf/im.test(raw)).length,
			open: end.letters.length - of('sent').length - of('uncertain').length,
		};
	} finally {
		await server.stop();
		await mails.close();
	}
}

async function until(what: string, check: () => Promise<boolean>, patience: number): Promise<void> {
	const end = performance.now() + patience;
	while (!(await check())) {
		if (performance.now() > end) throw new Error(`not in ${patience / 1000} s: ${what}`);
		await sleep(50);
	}
}
