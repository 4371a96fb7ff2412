/** Numbers as the editor's language writes them. What can't be said is a dash, which screen readers are told of in the table's caption. */
export class NumberFormat {
  private readonly whole: Intl.NumberFormat;
  private readonly percents: Intl.NumberFormat;
  private readonly days: Intl.DateTimeFormat;
  private readonly shortDays: Intl.DateTimeFormat;

  constructor(language: string) {
    const known = Intl.NumberFormat.supportedLocalesOf([language]).length > 0 ? language : "en";
    this.whole = new Intl.NumberFormat(known, { maximumFractionDigits: 0 });
    this.percents = new Intl.NumberFormat(known, { style: "percent", maximumFractionDigits: 0 });
    this.days = new Intl.DateTimeFormat(known, { dateStyle: "medium", timeZone: "UTC" });
    this.shortDays = new Intl.DateTimeFormat(known, { day: "numeric", month: "short", timeZone: "UTC" });
  }

  count(value: number | undefined): string {
    return value === undefined ? "–" : this.whole.format(value);
  }

  percent(share: number | undefined): string {
    return share === undefined ? "–" : this.percents.format(share);
  }

  /** A day that is written yyyy-MM-dd. */
  day(day: string): string {
    return this.dated(day, this.days);
  }

  shortDay(day: string): string {
    return this.dated(day, this.shortDays);
  }

  private dated(day: string, format: Intl.DateTimeFormat): string {
    const date = new Date(`${day}T00:00:00Z`);
    return Number.isNaN(date.getTime()) ? day : format.format(date);
  }
}
