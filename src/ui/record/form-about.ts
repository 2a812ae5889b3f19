/** One thing that a field may point at. */
export interface Candidate {
	value: string;
	label: string;
	group?: string;
}

/** How a field is called, and what helps to fill it in. */
export interface FieldLabel {
	label: string;
	hint?: string;
}

/** The words of a form: its fields by their path in the schema, and their choices. */
export interface RecordWords {
	label(path: string): FieldLabel;
	choice(path: string, value: string): string;
}

/** What every control of a form needs to know besides its own field. Plain data, made on the server. */
export interface FormAbout {
	/** Of what the form is; its words go by it. */
	kind: string;
	/** What is wrong, by the path of the field, in sentences. */
	problems: Readonly<Record<string, string>>;
	/** The things that fields may point at, by their kind. */
	candidates: Readonly<Partial<Record<string, readonly Candidate[]>>>;
	/** The zone in which times are meant. */
	zone: string;
	/** Names of time zones and of countries, where the form asks for one. */
	zones: readonly string[];
	countries: readonly Candidate[];
	/** What a text may name in braces, and what it becomes. */
	placeholders: readonly { name: string; text: string }[];
}

/** The same for the controls themselves, with the words of their module. */
export interface ControlAbout extends FormAbout {
	words: RecordWords;
}
