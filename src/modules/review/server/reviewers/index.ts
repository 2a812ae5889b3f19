/* Reviewers for the other parts of this module and, by the module's own door, for pages. */

export { reviewerPersonData } from './person-data.ts';
