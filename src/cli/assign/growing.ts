/** Columns of numbers that grow as a file is read: typed arrays, doubled when they are full. */
export class PairList {
	#paper = new Int32Array(1024);
	#reviewer = new Int32Array(1024);
	#score = new Float64Array(1024);
	#count = 0;

	add(paper: number, reviewer: number, score = 0): void {
		if (this.#count === this.#paper.length) this.#grow();
		this.#paper[this.#count] = paper;
		this.#reviewer[this.#count] = reviewer;
		this.#score[this.#count] = score;
		this.#count++;
	}

	get count(): number {
		return this.#count;
	}

	columns(): { paper: Int32Array; reviewer: Int32Array; score: Float64Array } {
		return {
			paper: this.#paper.subarray(0, this.#count),
			reviewer: this.#reviewer.subarray(0, this.#count),
			score: this.#score.subarray(0, this.#count),
		};
	}

	#grow(): void {
		const [paper, reviewer, score] = [this.#paper, this.#reviewer, this.#score];
		this.#paper = new Int32Array(2 * paper.length);
		this.#paper.set(paper);
		this.#reviewer = new Int32Array(2 * reviewer.length);
		this.#reviewer.set(reviewer);
		this.#score = new Float64Array(2 * score.length);
		this.#score.set(score);
	}
}
