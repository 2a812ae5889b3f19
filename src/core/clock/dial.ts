import { eq } from 'drizzle-orm';
import type { Database, Db } from '#core/database/connection.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type Clock, type Dial, processNow } from './clock.ts';
import type { Instant } from './instant.ts';
import { clockDial } from './tables.ts';

const channel = 'clock';

interface DialState {
	rehearsal: boolean;
	dial: Dial | undefined;
	beganAt: Instant | undefined;
}

/** What the folder is, or undefined when it is still empty. */
export async function readDial(db: Db): Promise<DialState | undefined> {
	const [row] = await db.select().from(clockDial).where(eq(clockDial.id, 1));
	if (!row) return undefined;
	const dial =
		row.rehearsal && row.editionAt !== null && row.processAt !== null
			? { editionAt: row.editionAt, processAt: row.processAt }
			: undefined;
	return { rehearsal: row.rehearsal, dial, beganAt: row.beganAt ?? undefined };
}

/** Makes an empty folder a rehearsal that begins at `at`. */
export async function beginRehearsal(db: Db, at: Instant): Promise<void> {
	await db
		.insert(clockDial)
		.values({ id: 1, rehearsal: true, editionAt: at, processAt: processNow(), beganAt: at })
		.onConflictDoNothing();
}

/** Makes an empty folder a real installation. */
export async function beginReal(db: Db): Promise<void> {
	await db.insert(clockDial).values({ id: 1, rehearsal: false }).onConflictDoNothing();
}

/**
 * The clock of a folder. Other processes hear of a turned dial at once.
 * @throws Error when the folder is neither a rehearsal nor real yet
 */
export async function openClock(database: Database): Promise<Clock> {
	let state = await readDial(database.db);
	if (!state) throw new Error('The folder has no clock yet: it was not set up.');
	let asked = 0;
	let answered = 0;
	const reread = async () => {
		const turn = ++asked;
		const read = await readDial(database.db);
		// Two readings may overtake each other: the one that began last has seen everything.
		if (turn < answered) return;
		answered = turn;
		state = read ?? state;
	};
	if (state.rehearsal) {
		await database.listen(channel, () => void reread().catch(() => undefined));
		await reread();
	}
	return {
		edition: {
			now: () => (state?.dial ? state.dial.editionAt + (processNow() - state.dial.processAt) : processNow()),
		},
		process: { now: processNow },
		get dial() {
			return state?.dial;
		},
		rehearsal: state.rehearsal,
		reread: async () => {
			if (state?.rehearsal) await reread();
		},
	};
}

/**
 * Turns the dial of a rehearsal forward.
 * @throws Refusal `clock-real` in a real installation, `clock-backwards` for a time before the present one
 */
export async function turnDial(database: Database, db: Db, to: Instant): Promise<Dial> {
	// In a transaction of its own where the caller has none: the lock must hold until the dial is written.
	return db.transaction(async (tx) => {
		const [row] = await tx.select().from(clockDial).where(eq(clockDial.id, 1)).for('update');
		if (!row?.rehearsal || row.editionAt === null || row.processAt === null) {
			throw new Refusal('forbidden', 'clock-real');
		}
		const processAt = processNow();
		const present = row.editionAt + (processAt - row.processAt);
		if (to < present) throw new Refusal('invalid', 'clock-backwards', { params: { present, wanted: to } });
		await tx.update(clockDial).set({ editionAt: to, processAt }).where(eq(clockDial.id, 1));
		await database.notify(tx, channel, String(to));
		return { editionAt: to, processAt };
	});
}

/** How far the database server's clock is ahead of ours (milliseconds): what a check of the machine asks. */
export async function clockSkew(db: Db): Promise<number> {
	const before = processNow();
	const answer = await db.execute('select (extract(epoch from clock_timestamp()) * 1000)::float8 as at');
	const middle = (before + processNow()) / 2;
	return Math.round((answer.rows[0] as { at: number }).at - middle);
}
