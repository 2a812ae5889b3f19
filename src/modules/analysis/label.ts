/*
 * How machines are told that a text was made by a machine: schema.org's `digitalSourceType` (IPTC NewsCodes) and the
 * implicit label of China's labelling measures (GB 45438-2025, appendix E). Pure.
 */

interface Labelled {
	id: string;
	method: 'text' | 'model';
	edited: { reworded: number };
}

/**
 * The IPTC source type: `algorithmicMedia` for rules and counts, `trainedAlgorithmicMedia` for a model; with an editor's
 * words in it, a composite. https://cv.iptc.org/newscodes/digitalsourcetype/
 */
export function sourceType({ method, edited }: Labelled): string {
	const base = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
	if (method === 'text') return `${base}algorithmicMedia`;
	return `${base}${edited.reworded > 0 ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia'}`;
}

/** The implicit label of a text that a language model wrote, as JSON; null for one that none wrote. */
export function aigcLabel({ id, method }: Labelled): string | null {
	if (method !== 'model') return null;
	return JSON.stringify({ AIGC: { Label: '1', ContentProducer: 'orrery', ProduceID: id } });
}
