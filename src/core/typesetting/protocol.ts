/** The conformance a PDF is made to: PDF/A-2a (archival, tagged, every glyph real) or PDF/UA-1 (accessible). */
export type PdfStandard = 'a-2a' | 'ua-1';

/** One thing to typeset. */
export interface TypesettingJob {
	/** Path of a `.typ` file, absolute or from the root of the project. It reads its data by `json("/@job/data.json")`. */
	template: string;
	/** Anything JSON can hold; the template sees it as values, so that no character of it is ever read as markup. */
	data: unknown;
	/** Further files (pictures, QR codes) by name; the template reads them at `/@job/{name}`. */
	files?: Record<string, Uint8Array | string>;
	/** Default `a-2a`, for which the template must set the document's date. */
	standard?: PdfStandard;
	/** Instead of a PDF, its first page as a PNG of this width in pixels. */
	picture?: { width: number };
	/** A reader waits for it: it is set before what nobody waits for (a batch of letters). */
	urgent?: boolean;
	/** How many milliseconds it may take, where it is a thousand pages; otherwise what the typesetter allows any job. */
	mostMs?: number;
}

/** What the worker is sent: the job with its data already in JSON. */
export interface WorkerRequest {
	id: number;
	template: string;
	data: string;
	files: Record<string, Uint8Array | string>;
	standard: PdfStandard;
	picture: { width: number } | undefined;
}

/** Parts that the worker is to join. */
export interface JoinRequest {
	id: number;
	parts: Uint8Array[];
}

/** One complaint of the typesetter. Lines and columns count from 1; line 0 where none is known. */
export interface Diagnostic {
	severity: 'error' | 'warning';
	message: string;
	/** Path of the file complained of, from the root of the project where it lies in it. */
	file: string;
	line: number;
	column: number;
}

export type WorkerResponse = { id: number; bytes: Uint8Array } | { id: number; diagnostics: Diagnostic[] };

/** A template that could not be set: a fault of the template or of what it was given, never of the reader. */
export class TypesettingError extends Error {
	readonly template: string;
	/** Line of the first complaint, from 1; 0 where none is known. */
	readonly line: number;
	readonly diagnostics: readonly Diagnostic[];

	constructor(template: string, diagnostics: readonly Diagnostic[]) {
		const text = diagnostics.map((d) => `${d.file}:${d.line}:${d.column} ${d.severity}: ${d.message}`).join('\n');
		super(`${template} could not be typeset\n${text}`);
		this.name = 'TypesettingError';
		this.template = template;
		this.line = diagnostics.find((d) => d.line > 0)?.line ?? 0;
		this.diagnostics = diagnostics;
	}
}
