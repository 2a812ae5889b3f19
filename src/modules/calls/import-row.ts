import type { Answers } from './answers.ts';

/* A file of applications, read for one call: each row as it would be entered, and what stands against it. */

/** A row that fits the form. */
export interface ImportedRow {
	/** Of the file, from 1. */
	line: number;
	/** What it is called where it comes from. */
	externalId: string;
	/** Address of its applicant. */
	applicant: string;
	answers: Answers;
}

/** What is wrong with one cell of a file, or with a row or column of it. */
export interface ImportFault {
	line: number;
	/** As the head of the column is written; empty for the row as a whole. */
	column: string;
	code: string;
	params?: Record<string, string | number>;
	/** What stands there, cut short. */
	value: string;
}

/** What an import would do. */
export interface ImportReport {
	/** Rows of the file, without its head. */
	total: number;
	/** Would be entered. */
	fit: number;
	/** Were entered before, by the same external id. */
	known: number;
	/** At most 500; `faulty` counts the rows. */
	faults: ImportFault[];
	faulty: number;
	/** Heads of columns that are no field, and are left out. */
	ignored: string[];
	/** Which column is which field. */
	columns: { head: string; field: string }[];
}
