/** A text that is compared with others: a submission, or a publication of a reviewer. */
export interface Paper {
	title: string;
	/** Abstract, keywords, full text: whatever else is known of it; may be empty. */
	text: string;
}
