import type { HistoryRow } from '#core/ledger/index.ts';

/** A line of the history: a code that the catalogue knows, and the figures of its sentence. */
export interface HistoryLine {
	id: number;
	at: number;
	/** The person's id, `system`, or `visitor`. */
	who: string;
	action: string;
	/** Of a decision: which outcome, which reason, where to; of a message: whose; of a letter: its reference. */
	outcome?: string;
	reason?: string;
	track?: string;
	side?: 'applicant' | 'desk';
	reference?: string;
	version?: number;
	answer?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** What follows from an event that stands there itself: who is assigned gets a relation to the application. */
const consequences: ReadonlySet<string> = new Set(['grant', 'end-relation']);

/** What the ledger says of an application as lines to be put into words, newest first. Pure. */
export function historyLines(rows: readonly HistoryRow[]): HistoryLine[] {
	return rows
		.filter(({ action }) => !consequences.has(action))
		.map(({ id, at, actor, action, data }): HistoryLine => {
			const line: HistoryLine = { id, at, who: who(actor), action };
			const put = <K extends 'outcome' | 'reason' | 'track' | 'reference' | 'answer'>(key: K) => {
				const value = text(data[key]);
				if (value !== undefined) line[key] = value;
			};
			for (const key of ['outcome', 'reason', 'track', 'reference', 'answer'] as const) put(key);
			if (data.side === 'applicant' || data.side === 'desk') line.side = data.side;
			if (typeof data.version === 'number') line.version = data.version;
			return line;
		})
		.reverse();
}

function who(actor: string): string {
	if (actor.startsWith('person:')) return actor.slice('person:'.length);
	return actor.startsWith('system:') ? 'system' : 'visitor';
}

/** The persons whom a history names, each once. */
export function personsIn(lines: readonly HistoryLine[]): string[] {
	return [...new Set(lines.map((line) => line.who))].filter((id) => id !== 'system' && id !== 'visitor');
}
