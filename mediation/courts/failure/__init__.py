"""What failed goes to court: the return of a case, agreements filed for the record, letters of result."""
