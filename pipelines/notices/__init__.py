"""The notice to the applicant (补正材料告知单) as a page, a PDF and a text message; its points are the record's own."""
