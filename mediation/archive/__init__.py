"""The finished case as one volume (卷宗), in the order that the archives ask for.

Lives here: which papers belong into the volume and which compartments never do, what is missing,
making and replacing the volume, one or
many at once (`batches`). May not live here: drawing and binding pages (`documents.binding`),
the order itself (`rules.file_order`), how long a file is kept (`rules.retention`).
"""
